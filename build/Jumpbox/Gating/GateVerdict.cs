using System.Globalization;
using System.Xml.Linq;
using Jumpbox.Boundary;
using Jumpbox.Evidence;
using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>The verdict on a release: every rule with its evidence.</summary>
/// <param name="SchemaVersion">The document's form.</param>
/// <param name="Passed">Whether the image may be released: every rule passed.</param>
/// <param name="ImageId">The image; null where no record tells of one.</param>
/// <param name="JudgedAt">When.</param>
/// <param name="ProvenanceSha256">The digest of the provenance that was judged; null where there is none.</param>
/// <param name="Rules">Every rule, in a fixed order.</param>
public sealed record GateVerdict(
    int SchemaVersion,
    bool Passed,
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

    // An approval may take days: the release asks Gate again, and this is how long that verdict holds.
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(60);

    /// <summary>Judges: a pure function.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="settings">What a release asks.</param>
    /// <param name="now">The time of the verdict.</param>
    public static GateVerdict Of(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        RuleVerdict[] rules = [.. GateRules.All.Select(rule => rule.Judge(evidence, settings, now))];
        return new GateVerdict(
            1,
            rules.All(rule => rule.Passed),
            ImageOf(evidence),
            now,
            DigestOf(evidence.Files),
            rules
        );
    }

    /// <summary>The verdict as JSON.</summary>
    public string ToJson() => EvidenceJson.Write(this);

    /// <summary>Reads a verdict from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <exception cref="EvidenceException">It is broken.</exception>
    public static GateVerdict Parse(string text) =>
        EvidenceJson.Parse<GateVerdict>(text, FileName, "Run the target Gate again.");

    /// <summary>Reads the verdict of an artifacts folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="EvidenceException">There is none, or it is broken.</exception>
    public static GateVerdict Read(string folder) =>
        Parse(EvidenceJson.ReadFile(Path.Combine(folder, FileName), "Run the target Gate first."));

    /// <summary>The verdict as JUnit test results: one case for each rule.</summary>
    public string ToJUnit() =>
        new XElement(
            "testsuites",
            new XElement(
                "testsuite",
                new XAttribute("name", "Gate"),
                new XAttribute("tests", Rules.Count),
                new XAttribute("failures", Rules.Count(rule => !rule.Passed)),
                new XAttribute("errors", 0),
                new XAttribute("timestamp", JudgedAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)),
                Rules.Select(Case)
            )
        ).ToString() + "\n";

    /// <summary>Writes <c>gate.json</c> and <c>gate.junit.xml</c>.</summary>
    /// <param name="folder">The artifacts folder.</param>
    public void WriteTo(string folder)
    {
        EvidenceJson.WriteFile(Path.Combine(folder, FileName), ToJson());
        EvidenceJson.WriteFile(Path.Combine(folder, JUnitFileName), ToJUnit());
    }

    /// <summary>Stops where a rule failed.</summary>
    /// <exception cref="EvidenceException">At least one rule failed; all are named.</exception>
    public void RequirePassed()
    {
        string[] failed = [.. Rules.Where(rule => !rule.Passed).Select(rule => rule.Id)];
        if (failed.Length > 0)
        {
            throw new EvidenceException(
                $"The image may not be released: {failed.Length} of {Rules.Count} rules failed ({string.Join(", ", failed)})."
            );
        }
    }

    /// <summary>Stops where a rule failed, or where this is no verdict on what is released now.</summary>
    /// <param name="files">The evidence as it is now.</param>
    /// <param name="now">The moment of the release.</param>
    /// <exception cref="EvidenceException">A rule failed, the evidence was judged in another form, or long ago.</exception>
    public void RequirePassedFor(IReadOnlyDictionary<string, byte[]> files, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(files);
        RequirePassed();
        if (ProvenanceSha256 is null || ProvenanceSha256 != DigestOf(files))
        {
            throw new EvidenceException(
                $"The verdict in {FileName} is on other evidence than what is here (provenance {ProvenanceSha256 ?? "none"}, "
                    + $"here {DigestOf(files) ?? "none"}). Run the target Gate again."
            );
        }
        if (now - JudgedAt > Freshness)
        {
            throw new EvidenceException(
                $"The verdict in {FileName} is of {JudgedAt:u}, more than {Freshness.TotalMinutes} minutes ago. Run the target Gate again."
            );
        }
    }

    private static string? DigestOf(IReadOnlyDictionary<string, byte[]> files) =>
        files.TryGetValue(EvidenceFiles.Provenance, out byte[]? bytes)
            ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))
            : null;

    private static XElement Case(RuleVerdict rule) =>
        new(
            "testcase",
            new XAttribute("classname", "Gate"),
            new XAttribute("name", $"{rule.Id}: {PlainText.Lines(rule.Demand)}"),
            new XAttribute("time", "0"),
            rule.Passed
                ? new XElement("system-out", PlainText.Lines(rule.Evidence))
                : new XElement("failure", new XAttribute("message", PlainText.Lines(rule.Evidence)))
        );

    private static string? ImageOf(GateEvidence evidence)
    {
        try
        {
            return evidence.Image.ImageId;
        }
        catch (EvidenceException)
        {
            // The rules that read the record tell what is wrong with it.
            return null;
        }
    }
}
