namespace Jumpbox.Explaining;

/// <summary>The nature of a failure's cause: what kind of thing has to change.</summary>
public enum FailureKind
{
    /// <summary>The region has no room for the size.</summary>
    Capacity,

    /// <summary>A limit of the subscription or organisation is reached.</summary>
    Quota,

    /// <summary>Something cannot be reached, or a subnet does not fit.</summary>
    Network,

    /// <summary>A permission, role or registration is missing.</summary>
    Rights,

    /// <summary>A policy or lock forbids it.</summary>
    Policy,

    /// <summary>The pins in the lock do not match what publishers offer.</summary>
    Lock,

    /// <summary>It passes.</summary>
    Later,

    /// <summary>A certificate, signature or clock is not trusted.</summary>
    Trust,

    /// <summary>The sign-in failed.</summary>
    SignIn,

    /// <summary>The template or a setting is invalid.</summary>
    Template,

    /// <summary>The gallery does not accept the image.</summary>
    Gallery,

    /// <summary>The base image, or a step in it.</summary>
    Image,

    /// <summary>The CI system ended the job.</summary>
    Ci,

    /// <summary>An error of the service itself.</summary>
    Service,
}
