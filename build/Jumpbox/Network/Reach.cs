namespace Jumpbox.Network;

/// <summary>Whether traffic arrives, from best to worst. What is not known is never "yes" and never "no".</summary>
public enum Reach
{
    /// <summary>It arrives.</summary>
    Yes,

    /// <summary>It depends on something that could not be read or that only the service knows.</summary>
    Unknown,

    /// <summary>It does not arrive.</summary>
    No,
}
