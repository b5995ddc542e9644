using Jumpbox.Network;

namespace Jumpbox.Probing;

/// <summary>One line of a probe's log.</summary>
/// <param name="Number">The connection.</param>
/// <param name="Addresses">The IPv4 addresses of the name, with commas between them; may be empty.</param>
/// <param name="Outcome">What it met.</param>
/// <param name="Detail">The certificates, or the reason; text from outside, neutralised.</param>
internal sealed record ProbeAnswer(int Number, string Addresses, ProbeOutcome Outcome, string Detail)
{
    /// <summary>Whether the traffic arrives.</summary>
    /// <param name="target">The connection.</param>
    public Reach ReachOf(ProbeTarget target) =>
        Outcome switch
        {
            ProbeOutcome.Open => Reach.Yes,
            ProbeOutcome.NoTool => Reach.Unknown,
            // The machine may refuse as well as a firewall: it may not listen yet.
            ProbeOutcome.Refused when target.LeadsToMachine => Reach.Unknown,
            ProbeOutcome.NoName when target.IsExample => Reach.Unknown,
            _ => Reach.No,
        };

    /// <summary>What it met as a clause.</summary>
    /// <param name="target">The connection.</param>
    public string Says(ProbeTarget target)
    {
        string where = Addresses.Length > 0 ? $"{target.Host} ({Addresses})" : target.Host;
        return Outcome switch
        {
            ProbeOutcome.Open when target.IsTls => $"{where} answers with a trusted certificate",
            ProbeOutcome.Open => $"{where} answers on port {target.Flow.Port}",
            ProbeOutcome.NoName => $"the name {target.Host} has no IPv4 address",
            ProbeOutcome.Refused => $"{where} refuses the connection to port {target.Flow.Port}",
            ProbeOutcome.Timeout => $"{where} does not answer on port {target.Flow.Port}",
            ProbeOutcome.Unreachable => $"there is no way to {where}",
            ProbeOutcome.NoTls when Detail.Length > 0 =>
                $"{where} accepts the connection and shows no certificate ({Detail})",
            ProbeOutcome.NoTls =>
                $"{where} closes the connection before it shows a certificate, as a firewall without a matching rule does",
            ProbeOutcome.Untrusted =>
                $"TLS to {where} is inspected or leads elsewhere: its certificate was issued by {Issuer} ({Detail})",
            _ => $"{where} was not tried: {Detail}",
        };
    }

    // The chain is "subject < issuer | subject < issuer"; the last one is the root, or what stands for it.
    private string Issuer =>
        Detail.LastIndexOf(" < ", StringComparison.Ordinal) is >= 0 and int at
            ? Detail[(at + 3)..]
            : "an unknown authority";
}
