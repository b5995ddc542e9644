using System.Globalization;
using System.Text;
using System.Text.Json;
using Jumpbox.Customizer;
using Jumpbox.Evidence.Assessing;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Scan;
using Jumpbox.Explaining;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Evidence.Report;

/// <summary>Creates the report's content from the evidence. Pure. What is missing is omitted.</summary>
public static class ReportBuilder
{
    private const int MostLines = 4000;

    /// <summary>Creates the report's content.</summary>
    /// <param name="input">The inputs.</param>
    /// <exception cref="EvidenceException">An existing file is broken.</exception>
    public static ReportModel Create(ReportInput input)
    {
        ImageRecord? record = input.Files.ContainsKey(EvidenceFiles.Image)
            ? ImageRecord.Parse(Text(input, EvidenceFiles.Image)!)
            : null;
        RenderedContents contents = Text(input, EvidenceFiles.Template) is { } template
            ? TemplateRecord.Parse(template).Contents
            : RenderedContents.None;
        VulnerabilityReport? scan = record is null
            ? null
            : VulnerabilityReport.Of(Text(input, EvidenceFiles.Vulnerabilities), record);
        (string assessed, Assessment? assessment) = Assessed(input);
        Timeline time = Timeline.Of(record, input.Logs, input.Run);
        IReadOnlyList<ReportRow> prereqs = PrereqsReading.Rows(Text(input, EvidenceFiles.Prereqs));
        (string state, string verdict) = Verdict(record, input);
        LogFailure? failure = input.Logs.Failure?.With(input.RunMessage);
        FailureExplanation explained =
            failure?.Explanation ?? FailureExplainer.Explain(input.RunMessage, phase: FailurePhase.Run);
        return new ReportModel
        {
            Title = input.Settings.Image.Name,
            VerdictState = state,
            Verdict = verdict,
            Facts = record is null ? [] : [.. Facts(record), Hardening(input.Settings.Customizer)],
            Unknown = NotKnownYet.In(record, input),
            Rules =
            [
                .. (input.Verdict?.Rules ?? [])
                    .OrderBy(rule => rule.Passed)
                    .ThenBy(rule => rule.Allows)
                    .Select(rule => new ReportRow(
                        rule.Id,
                        rule.Outcome.ToString().ToLowerInvariant(),
                        rule.Demand,
                        rule.Sources.Count == 0 ? rule.Evidence : $"{rule.Evidence} (from: {rule.SourceWords})"
                    )),
            ],
            Bars = time.Bars,
            BarsHeight = time.Height,
            Ticks = time.Ticks,
            Kinds = [.. time.Bars.Select(bar => bar.Kind).Distinct()],
            Scan = scan,
            Scanned = scan is not null ? ScanSummary.Lines(scan).First() : "",
            Vulnerabilities = VulnerabilityRows.Of(scan),
            Assessed = assessed,
            AssessedLimits = assessment?.NotShown ?? [],
            Assessments = AssessmentRows.Of(assessment),
            Tools = record is null ? [] : [.. record.Tools.Select(tool => Tool(tool, Rendered(tool, contents), input))],
            Prereqs = prereqs,
            Network = Network(input.Settings.Network, Text(input, EvidenceFiles.Prereqs)),
            Previous = input.Before is { } before && record is not null ? $"{before.Record.ImageId}" : "",
            Differences =
                input.Before is { } old && record is not null
                    ? ReleaseComparison
                        .Between(
                            old,
                            new RememberedImage(
                                record,
                                Text(input, EvidenceFiles.Bill),
                                SettingsList.Of(input.Settings)
                            )
                            {
                                Vulnerabilities = scan,
                            }
                        )
                        .Rows
                    : [],
            Failure = failure?.Summary ?? input.RunMessage ?? "",
            Causes = [.. explained.Causes.Select(cause => $"{cause.Id}: {cause.Cause} {cause.Advice}")],
            Cures = [.. (failure?.ToDo ?? []).Concat(explained.Causes.Select(cause => cause.Cure)).Distinct()],
            BlockedTraffic = failure is null && input.RunMessage is null ? "" : input.BlockedTraffic ?? "",
            Log = Fold(input.Logs.Customization.Lines),
            ValidationLog = Fold(input.Logs.Validation.Lines),
        };
    }

    /// <summary>Folds runs of noise; a log that is too long loses its middle, never its end.</summary>
    internal static IReadOnlyList<ReportLine> Fold(IEnumerable<LogLine> lines)
    {
        List<ReportLine> folded = [];
        int noise = 0;
        foreach (LogLine line in lines)
        {
            if (line.Kind == LogLineKind.Noise)
            {
                noise++;
                string told = noise == 1 ? "1 line of noise" : $"{noise} lines of noise";
                ReportLine fold = new(line.Number, "noise", told);
                if (noise == 1)
                {
                    folded.Add(fold);
                }
                else
                {
                    folded[^1] = fold;
                }
                continue;
            }
            noise = 0;
            folded.Add(new ReportLine(line.Number, line.Kind.ToString().ToLowerInvariant(), line.Text));
        }
        // A log that was not downloaded reads as one empty line.
        return folded is [{ Text: "" }] ? []
            : folded.Count <= MostLines ? folded
            :
            [
                .. folded.Take(MostLines / 4),
                new ReportLine(0, "noise", $"{folded.Count - MostLines} lines omitted; the log file has them"),
                .. folded.TakeLast(MostLines * 3 / 4),
            ];
    }

    private static string? Text(ReportInput input, string name) =>
        input.Files.TryGetValue(name, out byte[]? bytes) ? Encoding.UTF8.GetString(bytes) : null;

    private static (string State, string Verdict) Verdict(ImageRecord? record, ReportInput input) =>
        input.Verdict switch
        {
            { Passed: true } passed => ("pass", $"This image may be released: {passed.Summary}."),
            { } verdict => (
                "fail",
                $"This image may not be released: {verdict.Rules.Count(rule => !rule.Allows)} of {verdict.Rules.Count} rules did not pass."
            ),
            null when input.Logs.Failure is { } failure => ("fail", failure.Summary),
            null when record is null => ("fail", "No image was built."),
            _ => ("built", "The image was built and read back. The gate has not run yet."),
        };

    private static ReportRow[] Facts(ImageRecord record) =>
        [
            Fact("image", record.ImageId),
            Fact("cloud", record.IsLocal ? "local: LocalAzure, no real image" : record.Cloud),
            Fact("region", record.Location),
            Fact("base image", record.BaseImage.ToString()),
            Fact("template", record.TemplateName),
            Fact("content", record.ContentHash),
            Fact("lock", record.LockDigest),
            Fact("commit", record.Commit + (record.Dirty ? " with changes" : "")),
            Fact("built", string.Create(CultureInfo.InvariantCulture, $"{record.Started:u} to {record.Finished:u}")),
            Fact("duration", Timeline.Words(record.Finished - record.Started)),
        ];

    private static ReportRow Hardening(CustomizerSettings customizer)
    {
        string leftOut = AssessmentText.LeftOut(customizer.OptOuts);
        return Fact("hardening", HardeningPlan.Word(customizer.Profile) + (leftOut.Length == 0 ? "" : $", {leftOut}"));
    }

    // The gate judges a broken file; the report only says so. That of other steps is not about this image.
    private static (string Line, Assessment? Known) Assessed(ReportInput input)
    {
        if (Text(input, EvidenceFiles.Assessment) is not { } text)
        {
            return ("", null);
        }
        try
        {
            Assessment read = Assessment.Parse(text);
            return
                Text(input, EvidenceFiles.Customizer) is { } steps
                && AssessedSubject.Digest(steps) == read.CustomizerSha256
                ? (read.Summary, read)
                : ($"unknown: {EvidenceFiles.Assessment} is of other steps than this image's", null);
        }
        catch (EvidenceException broken)
        {
            return ($"unknown: {broken.Message}", null);
        }
    }

    private static ReportRow Fact(string name, string value) => new(name, "", value, "");

    private static RenderedTool? Rendered(RecordedTool tool, RenderedContents contents) =>
        contents.Tools.FirstOrDefault(one => one.Recorded == tool);

    private static ReportTool Tool(RecordedTool tool, RenderedTool? rendered, ReportInput input)
    {
        string before = input.Before?.Record.Tools.FirstOrDefault(old => old.Name == tool.Name)?.Version ?? "";
        return new ReportTool(
            tool.Name,
            tool.Version,
            rendered is null
                ? "unknown: not in template.json"
                : string.Join(", ", rendered.Verified.Select(Words).Distinct()),
            before == tool.Version ? "" : before,
            string.Join(" ", Notes(tool, input)),
            tool.Sha256
        );
    }

    private static string Words(string confirmation) =>
        confirmation switch
        {
            "checksumFile" => "checksum file",
            "gitHubDigest" => "GitHub's digest",
            "signature" => "signature",
            "aptIndex" => "signed package index",
            "hashed" => "downloaded and hashed",
            _ => "stated elsewhere",
        };

    // "Not checked" is different from "nothing newer".
    private static string[] Notes(RecordedTool tool, ReportInput input)
    {
        if (Text(input, EvidenceFiles.LockCheck) is not { } text)
        {
            return ["unknown: the lock was not checked"];
        }
        try
        {
            return Notes(tool, text);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The image is good or bad whatever this file holds; the gate judges the file.
            return [$"unknown: {EvidenceFiles.LockCheck} cannot be read"];
        }
    }

    private static string[] Notes(RecordedTool tool, string text)
    {
        using JsonDocument check = JsonDocument.Parse(text);
        JsonElement root = check.RootElement;
        string[] found =
        [
            .. root.GetProperty("findings")
                .EnumerateArray()
                .Where(finding => finding.GetProperty("pin").GetString()?.Split(' ')[0] == tool.Name)
                .Select(finding => finding.GetProperty("found").GetString() ?? ""),
        ];
        bool offline = root.TryGetProperty("offline", out JsonElement left) && left.ValueKind == JsonValueKind.True;
        return offline ? [.. found, "newer releases unknown: checked offline"]
            : found.Length == 0 ? ["nothing newer, nothing changed"]
            : found;
    }

    private static ReportNetwork Network(NetworkSettings network, string? prereqs)
    {
        IReadOnlyList<ReportRow> checks = PrereqsReading.Rows(prereqs, "network");
        string[] order = ["fail", "warn", "unknown"];
        return new ReportNetwork(
            network.VirtualNetworkId.Name,
            network.BuildSubnetId.Name,
            network.ContainerInstanceSubnetId?.Name ?? "",
            checks.Count == 0
                ? "unknown"
                : order.FirstOrDefault(state => checks.Any(check => check.State == state)) ?? "pass",
            checks
        );
    }
}
