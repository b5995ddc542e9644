namespace Jumpbox.Network;

/// <summary>A filter rule collection of a firewall policy: rules with one action.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Priority">Smaller is asked first, in its group.</param>
/// <param name="Allows">Whether what matches passes; otherwise it is blocked.</param>
/// <param name="Rules">The rules.</param>
public sealed record FirewallRuleList(string Name, int Priority, bool Allows, IReadOnlyList<FirewallRule> Rules);
