using System.Text.Json;
using Jumpbox.Checks;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>One rule of the gate: a pure function of evidence, settings and time.</summary>
/// <param name="id">The rule's stable name, in lower-case letters and dashes.</param>
/// <param name="demand">The requirement, as a sentence.</param>
/// <param name="sources">What it uses.</param>
internal abstract class GateRule(string id, string demand, params GateSource[] sources)
{
    /// <summary>The rule's stable name.</summary>
    public string Id { get; } = id;

    /// <summary>The requirement.</summary>
    public string Demand { get; } = demand;

    /// <summary>
    /// Judges the evidence. Missing or broken evidence fails the rule; a rule never passes without proof.
    /// </summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="settings">What a release requires.</param>
    /// <param name="now">The time of the verdict.</param>
    public RuleVerdict Judge(GateEvidence evidence, GateSettings settings, DateTimeOffset now) =>
        Outcome(evidence, settings, now) with
        {
            Sources =
            [
                .. sources
                    .Select(source => source == GateSource.File && evidence.IsSigned ? GateSource.Signature : source)
                    .Order(),
            ],
        };

    private RuleVerdict Outcome(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        try
        {
            return Evaluate(evidence, settings, now);
        }
        catch (MissingFactException missing)
        {
            return missing.Reading.State == ReadingState.Unreadable ? Unknown(missing.Message) : Fail(missing.Message);
        }
        catch (EvidenceException broken)
        {
            return Fail(broken.Message);
        }
        catch (Exception wrong)
            when (wrong is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // JsonElement throws these for a missing member or one of another type.
            return Fail($"A file of evidence lacks what this rule reads: {wrong.Message}");
        }
    }

    /// <summary>Checks the evidence.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="settings">What a release requires.</param>
    /// <param name="now">The time of the verdict.</param>
    protected abstract RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now);

    /// <summary>Creates the verdict for a met requirement.</summary>
    /// <param name="evidence">The facts behind the verdict.</param>
    protected RuleVerdict Pass(string evidence) => new(Id, Demand, RuleOutcome.Pass, evidence);

    /// <summary>Creates the verdict for an unmet requirement.</summary>
    /// <param name="evidence">The facts behind the verdict, and what to do.</param>
    protected RuleVerdict Fail(string evidence) => new(Id, Demand, RuleOutcome.Fail, evidence);

    /// <summary>Creates the verdict for a requirement that the settings do not make.</summary>
    /// <param name="reason">Which setting leaves it out, and why.</param>
    protected RuleVerdict Skip(string reason) => new(Id, Demand, RuleOutcome.Skipped, reason);

    /// <summary>Creates the verdict for a proof that could not be read.</summary>
    /// <param name="evidence">What could not be read, why, and what to do.</param>
    protected RuleVerdict Unknown(string evidence) => new(Id, Demand, RuleOutcome.Unknown, evidence);

    /// <summary>Returns a string member of a JSON object; empty if it is null or missing.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The member.</param>
    protected static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
