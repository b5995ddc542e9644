using System.Text.Json.Serialization;
using Jumpbox.Files;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>
/// The verdict on a release: every rule with its evidence. It is never read back; each use evaluates again.
/// </summary>
/// <param name="SchemaVersion">The schema version.</param>
/// <param name="ImageId">The image; null without a record.</param>
/// <param name="JudgedAt">The time of the verdict.</param>
/// <param name="ProvenanceSha256">The digest of the provenance that was judged; null if there is none.</param>
/// <param name="Rules">Every rule, in a fixed order.</param>
public sealed record GateVerdict(
    int SchemaVersion,
    string? ImageId,
    DateTimeOffset JudgedAt,
    string? ProvenanceSha256,
    IReadOnlyList<RuleVerdict> Rules
)
{
    /// <summary>The verdict's file.</summary>
    public const string FileName = "gate.json";

    /// <summary>The file of the verdict as test results.</summary>
    public const string JUnitFileName = "gate.junit.xml";

    /// <summary>Whether the image may be released: every rule was evaluated and passed.</summary>
    [JsonPropertyOrder(-1)]
    public bool Passed =>
        Rules.Select(rule => rule.Id).SequenceEqual(GateRules.All.Select(rule => rule.Id))
        && Rules.All(rule => rule.Allows);

    /// <summary>How many rules passed, and which the settings leave out, in words.</summary>
    [JsonIgnore]
    public string Summary =>
        $"{Rules.Count(rule => rule.Passed)} of {Rules.Count} rules passed"
        + (
            Rules.Where(rule => rule.Outcome == RuleOutcome.Skipped).Select(rule => rule.Id).ToArray()
                is { Length: > 0 } left
                ? $", skipped by the settings: {string.Join(", ", left)}"
                : ""
        );

    /// <summary>The record that was judged; null if there is none.</summary>
    [JsonIgnore]
    public ImageRecord? Image { get; private init; }

    /// <summary>Evaluates the evidence. Pure.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="settings">What a release requires.</param>
    /// <param name="now">The time of the verdict.</param>
    public static GateVerdict Of(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        RuleVerdict[] rules = [.. GateRules.All.Select(rule => rule.Judge(evidence, settings, now))];
        ImageRecord? image = ImageOf(evidence);
        return new GateVerdict(3, image?.ImageId, now, DigestOf(evidence), rules) { Image = image };
    }

    /// <summary>The verdict as JSON.</summary>
    public string ToJson() => EvidenceJson.Write(this);

    /// <summary>The verdict as JUnit test results: one case for each rule.</summary>
    public string ToJUnit() => JUnitReport.Write(new JUnitSuite("Gate", [.. Rules.Select(Case)], JudgedAt));

    /// <summary>Writes <c>gate.json</c> and <c>gate.junit.xml</c>.</summary>
    /// <param name="folder">The artifacts folder.</param>
    public void WriteTo(string folder)
    {
        AtomicFile.Write(Path.Combine(folder, FileName), ToJson());
        AtomicFile.Write(Path.Combine(folder, JUnitFileName), ToJUnit());
    }

    /// <summary>Throws if a rule did not pass or was not evaluated.</summary>
    /// <exception cref="EvidenceException">At least one rule did not pass; the message lists them all.</exception>
    public void RequirePassed()
    {
        if (Passed)
        {
            return;
        }
        string[] passed = [.. Rules.Where(rule => rule.Allows).Select(rule => rule.Id)];
        string[] open = [.. GateRules.All.Select(rule => rule.Id).Except(passed)];
        throw new EvidenceException(
            $"The image may not be released: {open.Length} of {GateRules.All.Count} rules did not pass ({string.Join(", ", open)})."
        );
    }

    private static string? DigestOf(GateEvidence evidence) =>
        evidence.ProvenanceBytes is { } bytes
            ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.Span))
            : null;

    private static JUnitCase Case(RuleVerdict rule) =>
        new(
            $"{rule.Id}: {rule.Demand}",
            rule.Passed ? JUnitOutcome.Passed
                : rule.Allows ? JUnitOutcome.Skipped
                : JUnitOutcome.Failed,
            rule.Evidence,
            rule.Passed ? rule.Evidence : ""
        );

    private static ImageRecord? ImageOf(GateEvidence evidence)
    {
        try
        {
            return evidence.Image;
        }
        catch (EvidenceException)
        {
            // The rules that read the record report what is wrong with it.
            return null;
        }
    }
}

/// <summary>The outcome of a rule. Only <see cref="Pass"/> and <see cref="Skipped"/> allow a release.</summary>
public enum RuleOutcome
{
    /// <summary>The requirement is proven.</summary>
    Pass,

    /// <summary>The requirement is not met, or the evidence is missing or broken.</summary>
    Fail,

    /// <summary>The source of the proof could not be read.</summary>
    Unknown,

    /// <summary>The settings do not make the requirement; nothing is proven.</summary>
    Skipped,
}

/// <summary>The verdict of one rule.</summary>
/// <param name="Id">The rule's stable name.</param>
/// <param name="Demand">The requirement.</param>
/// <param name="Outcome">Whether it is met, if known.</param>
/// <param name="Evidence">The facts behind the verdict; if it did not pass, also what to do.</param>
public sealed record RuleVerdict(string Id, string Demand, RuleOutcome Outcome, string Evidence)
{
    /// <summary>What the rule used.</summary>
    public IReadOnlyList<GateSource> Sources { get; init; } = [];

    /// <summary>The sources in words, in the order of <see cref="Sources"/>.</summary>
    [JsonIgnore]
    public string SourceWords => string.Join(", ", Sources).ToLowerInvariant();

    /// <summary>Whether the requirement is proven.</summary>
    [JsonIgnore]
    public bool Passed => Outcome == RuleOutcome.Pass;

    /// <summary>Whether it allows a release: proven, or not required by the settings.</summary>
    [JsonIgnore]
    public bool Allows => Outcome is RuleOutcome.Pass or RuleOutcome.Skipped;
}
