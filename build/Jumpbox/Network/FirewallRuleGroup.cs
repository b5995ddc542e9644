namespace Jumpbox.Network;

/// <summary>A rule collection group of a firewall policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Priority">Smaller is asked first, among the groups of one policy.</param>
/// <param name="Depth">0 for the firewall's own policy, 1 for its base policy and so on; the deepest is asked first.</param>
/// <param name="Collections">Its rule collections.</param>
public sealed record FirewallRuleGroup(
    string Name,
    int Priority,
    int Depth,
    IReadOnlyList<FirewallRuleList> Collections
);
