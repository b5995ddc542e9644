namespace Jumpbox.Network;

/// <summary>
/// A security admin rule of Azure Virtual Network Manager, which is evaluated before the security groups of the network.
/// Source: Azure Virtual Network Manager, "security admin rules".
/// </summary>
/// <param name="Rule">What it matches; its <c>Allows</c> is false for a rule that denies.</param>
/// <param name="IsFinal">Whether traffic that it allows skips the security groups (AlwaysAllow).</param>
public sealed record AdminRule(SecurityRule Rule, bool IsFinal);
