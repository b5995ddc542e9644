namespace Jumpbox.Explaining;

/// <summary>The call that failed; some messages mean something else in each.</summary>
public enum FailurePhase
{
    /// <summary>The template is submitted.</summary>
    Submit,

    /// <summary>The image is built.</summary>
    Run,

    /// <summary>The state is read while the image is built.</summary>
    Poll,
}
