namespace Jumpbox.Network;

/// <summary>What a firewall does to a connection.</summary>
/// <param name="Host">Host and port.</param>
/// <param name="Outcome">Whether it passes.</param>
/// <param name="Rule">
/// The rule that decides, as <c>group/collection/rule</c>; null where no rule speaks of it, which blocks it.
/// </param>
public sealed record EgressVerdict(EgressHost Host, EgressOutcome Outcome, string? Rule);
