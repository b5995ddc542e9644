namespace Jumpbox.Network;

/// <summary>Whether a connection passes a firewall.</summary>
public enum EgressOutcome
{
    /// <summary>A rule lets it through.</summary>
    Passes,

    /// <summary>It depends on what the service alone knows: addresses of a host, members of an FQDN tag or category.</summary>
    Uncertain,

    /// <summary>A rule blocks it, or no rule lets it through.</summary>
    Blocked,
}
