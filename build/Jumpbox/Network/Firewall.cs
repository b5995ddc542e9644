using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>An Azure Firewall, as the service reports it.</summary>
/// <param name="Id">The firewall's id.</param>
/// <param name="Addresses">Its private addresses, to which routes lead; none while it is deallocated.</param>
public sealed record Firewall(ResourceId Id, IReadOnlyList<string> Addresses)
{
    /// <summary>The AzureFirewallSubnet that it is in; null in a virtual hub.</summary>
    public ResourceId? SubnetId { get; init; }

    /// <summary>The virtual hub that it is in; null in a virtual network.</summary>
    public ResourceId? HubId { get; init; }

    /// <summary>The number of its public addresses for traffic.</summary>
    public int PublicAddresses { get; init; }

    /// <summary>Whether a management address allows its traffic to be tunnelled elsewhere.</summary>
    public bool HasManagementAddress { get; init; }

    /// <summary>Its provisioning state, for example <c>Succeeded</c>; null if not reported.</summary>
    public string? State { get; init; }

    /// <summary>Its rules and its policy's settings; null if they could not be read.</summary>
    public FirewallRuleSet? Rules { get; init; }

    /// <summary>
    /// The kinds of log that its diagnostic settings keep, for example <c>AZFWApplicationRule</c> or <c>allLogs</c>; null if
    /// they could not be read.
    /// </summary>
    public IReadOnlyList<string>? Logs { get; init; }

    /// <summary>Why the rules could not be read; null if they were.</summary>
    public string? WhyUnread { get; init; }
}
