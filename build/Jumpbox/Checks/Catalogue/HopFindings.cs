using Jumpbox.Network;
using Jumpbox.Reachability;

namespace Jumpbox.Checks.Catalogue;

/// <summary>Turns the hop that decides a path into a finding.</summary>
internal static class HopFindings
{
    /// <summary>
    /// A finding: "yes" passes, "no" fails with the cure as command and Bicep, and "unknown" is neither.
    /// </summary>
    public static Finding Of(Reach reach, string message, Hop? hop, params (string, string)[] evidence)
    {
        Cure cure = CureOf(hop);
        return reach switch
        {
            Reach.Yes => Finding.Pass(message, evidence),
            Reach.No => Finding.Fail(message, cure, evidence),
            // A way out that may not exist has a cure that does no harm.
            _ when hop is { Kind: HopKind.WayOut, Remedy: not null } => Finding.Warn(message, cure, evidence),
            _ => Finding.Unknown(message, cure) with
            {
                Evidence = evidence.ToDictionary(pair => pair.Item1, pair => pair.Item2),
            },
        };
    }

    /// <summary>What the hop says, and when it applies.</summary>
    public static string Sentence(Branch branch, Hop hop, Reach reach) =>
        branch.Condition is { } condition && reach != Reach.Yes ? $"{hop.Says} ({condition})" : hop.Says;

    /// <summary>The text as the beginning of a sentence.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The hosts, or their number where they are many.</summary>
    public static string Listed(IReadOnlyCollection<EgressHost> hosts) =>
        hosts.Count > 3 ? $"{hosts.Count} hosts" : string.Join(", ", hosts);

    /// <summary>The cure: the command, and the Bicep that does the same.</summary>
    public static Cure CureOf(Hop? hop) =>
        hop?.Remedy switch
        {
            { Bicep: { } bicep } remedy => Cure.Command($"{remedy.Command}\n# Bicep: {bicep}"),
            { } remedy when remedy.Command.StartsWith("az ", StringComparison.Ordinal) => Cure.Command(remedy.Command),
            { } remedy => Cure.ByHand(remedy.Command),
            null => Cure.ByHand(
                hop?.Resource is { } resource
                    ? $"Ask the owner of {resource}, or give your account Reader on it."
                    : "Ask the network team."
            ),
        };
}
