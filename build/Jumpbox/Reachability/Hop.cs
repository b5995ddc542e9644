using Jumpbox.Boundaries;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>One thing on a path that lets traffic through, stops it, or may do either.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Reach">What it does.</param>
/// <param name="Says">The same as a sentence that names the rule and the resource, without its full stop.</param>
internal sealed record Hop(HopKind Kind, Reach Reach, string Says)
{
    /// <summary>The resource that decides; null if there is none.</summary>
    public ResourceId? Resource { get; init; }

    /// <summary>The rule, route or property that decides; null if there is none.</summary>
    public string? Rule { get; init; }

    /// <summary>How to open it; null if it is open.</summary>
    public Remedy? Remedy { get; init; }
}

/// <summary>What a hop is.</summary>
internal enum HopKind
{
    /// <summary>The security rules of the source or the destination subnet.</summary>
    SecurityRules,

    /// <summary>The route that the source subnet selects.</summary>
    Route,

    /// <summary>The peering to the network of the next hop.</summary>
    Peering,

    /// <summary>NAT gateway or default outbound access of the source subnet.</summary>
    WayOut,

    /// <summary>A gateway or an appliance whose rules cannot be read.</summary>
    Appliance,

    /// <summary>A detour through an appliance between two subnets of one network.</summary>
    Detour,

    /// <summary>The rules of an Azure Firewall.</summary>
    Firewall,

    /// <summary>The firewall's own way to the Internet.</summary>
    FirewallWayOut,

    /// <summary>The servers that answer DNS queries.</summary>
    Names,
}

/// <summary>How to open a hop, as Bicep and as a command.</summary>
/// <param name="Bicep">Bicep for the user's own templates; null if it cannot be expressed.</param>
/// <param name="Command">A command of the Azure CLI, or a sentence.</param>
internal sealed record Remedy(string? Bicep, string Command)
{
    /// <summary>The command, with quotes where a shell needs them.</summary>
    public string Command { get; } = ShellWord.QuoteIds(Command);
}
