using System.Security.Cryptography;
using System.Text;
using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Evidence.Gate;

/// <summary>The build did not start with known problems.</summary>
internal sealed class PrereqsRule()
    : GateRule(
        "prereqs",
        "Prereqs ran every check for this content and none failed; skips have reasons.",
        GateSource.File,
        GateSource.Checkout
    )
{
    // Queues and approvals take hours; findings from days before a build say little about it.
    private static readonly TimeSpan Before = TimeSpan.FromDays(1);

    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        PrereqsReport prereqs = EvidenceJson.Parse<PrereqsReport>(
            evidence.Text(EvidenceFiles.Prereqs),
            EvidenceFiles.Prereqs,
            "Run the target Prereqs again."
        );
        ImageRecord image = evidence.Image;
        Differences wrong = Compared(prereqs, evidence.Expected.Value);
        wrong.Require(
            prereqs.At >= image.Started - Before && prereqs.At <= now.AddMinutes(5),
            $"it is from {prereqs.At:u}, but the build began {image.Started:u}"
        );
        SortedDictionary<string, string> skips = new(StringComparer.Ordinal);
        foreach ((string id, string reason) in prereqs.Skipped.Concat(image.Skipped))
        {
            skips[id] = reason;
            wrong.Require(!string.IsNullOrWhiteSpace(reason), $"the skip of {id} has no reason");
            wrong.Require(CheckRegistry.Ids.Contains(id), $"the skipped check {id} does not exist");
        }
        string told = $"{prereqs.Checks.Count} checks";
        string skipped = string.Join(", ", skips.Select(skip => $"{skip.Key} ({skip.Value})"));
        PrereqsReport.Check[] open =
        [
            .. prereqs.Checks.Where(check => check.Findings.Any(IsUnknown) && !skips.ContainsKey(check.Id)),
        ];
        return wrong.Any ? Fail($"{wrong}. Run the target Prereqs again, then Logs; the cures are in prereqs.json.")
            : Refuses(skips, settings) ? Fail($"{told}, skipped: {skipped}, and gate.allowSkips is false.")
            : open.Length > 0
                ? Unknown(
                    $"{open.Length} of {told} could not be completed: {string.Join(", ", open.Select(Reasons))}. Grant the account "
                        + $"the right to read it, or check by hand and skip it with --skip={open[0].Id}=REASON; run the target "
                        + "Prereqs again, then Logs."
                )
            : Pass(told + (skips.Count > 0 ? $", skipped: {skipped}" : ""));
    }

    /// <summary>Whether skipped checks prevent a release.</summary>
    /// <param name="skips">Id and reason.</param>
    /// <param name="settings">What a release requires.</param>
    public static bool Refuses(IReadOnlyDictionary<string, string> skips, GateSettings settings) =>
        skips.Count > 0 && !settings.AllowSkips;

    // One of several findings may be unknown: a warning next to it proves nothing about what was not read.
    private static bool IsUnknown(PrereqsReport.Finding finding) => finding.Status == CheckStatus.Unknown;

    private static string Reasons(PrereqsReport.Check check) =>
        $"{check.Id} ({string.Join(
            " ",
            check.Findings.Where(IsUnknown).Select(finding => finding.Message).Distinct()
        )})";

    private static Differences Compared(PrereqsReport prereqs, ExpectedImage expected)
    {
        TemplateRecord template = expected.Template;
        Differences wrong = new(EvidenceFiles.Prereqs);
        wrong.Require(prereqs.SchemaVersion == FindingsJson.SchemaVersion, "its schemaVersion is unknown");
        wrong.Same("cloud", prereqs.Cloud, template.Cloud);
        wrong.Same("subscription", prereqs.Subscription, template.Subscription, StringComparison.OrdinalIgnoreCase);
        wrong.Same("location", prereqs.Location, template.Location);
        wrong.Same(
            "customizerSha256",
            prereqs.CustomizerSha256,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(expected.Customizer)))
        );
        wrong.Same("checks", prereqs.Checks.Select(check => check.Id), CheckRegistry.Ids);
        foreach (PrereqsReport.Check check in prereqs.Checks)
        {
            wrong.Require(
                check.Findings.Count > 0 && check.Findings.Max(finding => finding.Status) == check.Status,
                $"{check.Id} is {check.Status}, but its findings are not"
            );
            wrong.Require(!Verdict.Fails(check.Status, prereqs.Strict), $"{check.Id} is {check.Status}");
        }
        wrong.Require(prereqs.Passed, "it did not pass");
        return wrong;
    }
}
