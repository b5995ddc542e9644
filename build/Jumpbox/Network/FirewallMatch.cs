namespace Jumpbox.Network;

/// <summary>Whether a rule speaks of a connection.</summary>
internal enum FirewallMatch
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>It may, for some of the sources or addresses.</summary>
    Perhaps,

    /// <summary>It does, for all of the sources.</summary>
    Yes,
}
