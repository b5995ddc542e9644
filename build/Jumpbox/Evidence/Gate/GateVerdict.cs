using System.Text.Json.Serialization;
using Jumpbox.Files;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>The verdict on a release: every rule with its evidence. It is never read again: whoever needs one judges.</summary>
/// <param name="SchemaVersion">The document's form.</param>
/// <param name="ImageId">The image; null where no record tells of one.</param>
/// <param name="JudgedAt">When.</param>
/// <param name="ProvenanceSha256">The digest of the provenance that was judged; null where there is none.</param>
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

    /// <summary>The same as test results.</summary>
    public const string JUnitFileName = "gate.junit.xml";

    /// <summary>Whether the image may be released: every rule there is was asked, and passed.</summary>
    [JsonPropertyOrder(-1)]
    public bool Passed =>
        Rules.Select(rule => rule.Id).SequenceEqual(GateRules.All.Select(rule => rule.Id))
        && Rules.All(rule => rule.Passed);

    /// <summary>The record that was judged; null where there is none.</summary>
    [JsonIgnore]
    public ImageRecord? Image { get; private init; }

    /// <summary>Judges: a pure function.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="settings">What a release asks.</param>
    /// <param name="now">The time of the verdict.</param>
    public static GateVerdict Of(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        RuleVerdict[] rules = [.. GateRules.All.Select(rule => rule.Judge(evidence, settings, now))];
        ImageRecord? image = ImageOf(evidence);
        return new GateVerdict(2, image?.ImageId, now, DigestOf(evidence.Files), rules) { Image = image };
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

    /// <summary>Stops where a rule did not pass, or was not asked.</summary>
    /// <exception cref="EvidenceException">At least one rule did not pass; all are named.</exception>
    public void RequirePassed()
    {
        if (Passed)
        {
            return;
        }
        string[] passed = [.. Rules.Where(rule => rule.Passed).Select(rule => rule.Id)];
        string[] open = [.. GateRules.All.Select(rule => rule.Id).Except(passed)];
        throw new EvidenceException(
            $"The image may not be released: {open.Length} of {GateRules.All.Count} rules did not pass ({string.Join(", ", open)})."
        );
    }

    private static string? DigestOf(IReadOnlyDictionary<string, byte[]> files) =>
        files.TryGetValue(EvidenceFiles.Provenance, out byte[]? bytes)
            ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))
            : null;

    private static JUnitCase Case(RuleVerdict rule) =>
        new(
            $"{rule.Id}: {rule.Demand}",
            rule.Passed ? JUnitOutcome.Passed : JUnitOutcome.Failed,
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
            // The rules that read the record tell what is wrong with it.
            return null;
        }
    }
}

/// <summary>What a rule comes to. Only <see cref="Pass"/> lets an image be released.</summary>
public enum RuleOutcome
{
    /// <summary>It is proven to be so.</summary>
    Pass,

    /// <summary>It is not so, or the evidence is missing or broken.</summary>
    Fail,

    /// <summary>The source that would prove it could not be read.</summary>
    Unknown,
}

/// <summary>What a rule says.</summary>
/// <param name="Id">The rule's stable name.</param>
/// <param name="Demand">What must be so.</param>
/// <param name="Outcome">Whether it is so, as far as that is known.</param>
/// <param name="Evidence">What the verdict rests on; where it did not pass, also what to do.</param>
public sealed record RuleVerdict(string Id, string Demand, RuleOutcome Outcome, string Evidence)
{
    /// <summary>Whether it is proven to be so.</summary>
    [JsonIgnore]
    public bool Passed => Outcome == RuleOutcome.Pass;
}
