using System.Globalization;
using System.Text;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Report;
using Jumpbox.Templates;
using Jumpbox.Tools;

namespace Report.Tests;

/// <summary>Reports over the checked-in settings and pins, with everything in them that a report can show.</summary>
internal static class SampleReport
{
    public const string Hostile = "<script>fetch('https://example.org/')</script> | <img src=x onerror=alert(1)>";
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public static ReportModel Good() => ReportBuilder.Create(Input(failed: false));

    public static ReportModel Failed() => ReportBuilder.Create(Input(failed: true));

    public static ReportInput Input(bool failed)
    {
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        ImageRecord record = Record(pins, new string('a', 64), Start.AddMinutes(27));
        Dictionary<string, byte[]> files = new()
        {
            [EvidenceFiles.Prereqs] = Encoding.UTF8.GetBytes(
                """
                {"checks":[
                  {"id":"subnet-exists","area":"network","findings":[{"status":"pass","message":"Both subnets are there."}]},
                  {"id":"outbound-access","area":"network","findings":[{"status":"warn","message":"No NAT gateway.","cure":{"text":"az network nat gateway create"}}]},
                  {"id":"providers","area":"subscription","findings":[{"status":"fail","message":"Not registered."}]},
                  {"id":"policies","area":"policy","findings":[{"status":"unknown","message":"May not be read."}]}
                ]}
                """
            ),
        };
        if (!failed)
        {
            files[EvidenceFiles.Template] = Encoding.UTF8.GetBytes(Template(pins, record).ToJson());
            files[EvidenceFiles.Image] = Encoding.UTF8.GetBytes(record.ToJson());
        }
        ImageRecord before = Record(pins, new string('b', 64), Start.AddDays(-20)) with
        {
            Tools = [.. record.Tools.Skip(1).Select((tool, at) => at == 0 ? tool with { Version = "0.9.0" } : tool)],
        };
        GateVerdict verdict = new(
            2,
            record.ImageId,
            Start,
            null,
            [
                new RuleVerdict("real-cloud", "The image is in a real cloud.", RuleOutcome.Pass, "cloud azure"),
                new RuleVerdict("clean-tree", "Built from a commit.", RuleOutcome.Fail, Hostile),
            ]
        );
        return new ReportInput(
            SampleSettings.Read(),
            files,
            new LogSummary(
                CustomizationLog.Parse(
                    Log(["wait-for-cloud-init", "download-tools", "upgrade-packages", "hygiene"], failed, minutes: 4)
                ),
                CustomizationLog.Parse(
                    failed ? "" : Log(["tool-versions", "sshd-effective"], failed: false, minutes: 16)
                )
            ),
            failed ? null : verdict,
            new RememberedImage(before, null, new Dictionary<string, string> { ["buildVm.size"] = "Standard_D4ds_v4" }),
            new RunTimes([
                Target("Prereqs", -3, 4, 41),
                Target("Template", -2, 60, 22),
                Target("Build", 0, 1650, 118),
                Phase("Customizing", 240, 700),
                Phase("Validating", 940, 400),
                Phase("Distributing", 1340, 280),
                new RunSpan(RunTimes.Target, "Cleanup", Start.AddDays(-3), Start.AddDays(-3), 1, true),
            ])
        );
    }

    private static RunSpan Target(string name, int minutes, int seconds, int requests) =>
        new(
            RunTimes.Target,
            name,
            Start.AddMinutes(minutes),
            Start.AddMinutes(minutes).AddSeconds(seconds),
            requests,
            true
        );

    private static RunSpan Phase(string name, int from, int seconds) =>
        new(RunTimes.Phase, name, Start.AddSeconds(from), Start.AddSeconds(from + seconds), 0, true);

    private static ImageRecord Record(ToolPins pins, string hash, DateTimeOffset finished) =>
        new()
        {
            Cloud = "azure",
            Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            Location = "eastus2",
            TemplateId = "/subscriptions/x/imageTemplates/imgt-aks-jumpbox-" + hash[..12],
            TemplateName = "imgt-aks-jumpbox-" + hash[..12],
            ContentHash = hash,
            ImageId =
                $"/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-jumpbox-images/providers/Microsoft.Compute/images/img-aks-jumpbox-{hash[..12]}",
            ImageState = "Succeeded",
            RunState = "Succeeded",
            BaseImage = new RecordedBaseImage("Canonical", "ubuntu-24_04-lts", "server", "24.04.202609040"),
            Tools =
            [
                .. pins.Lock.Tools.Select(tool => new RecordedTool(tool.Name, tool.Version, tool.Artifacts[0].Sha256)),
            ],
            LockDigest = pins.Lock.Digest,
            Commit = new string('c', 40),
            Dirty = false,
            Started = finished.AddMinutes(-27),
            Finished = finished,
            RunOutputs = [],
            Checks = [],
        };

    private static TemplateRecord Template(ToolPins pins, ImageRecord record) =>
        new()
        {
            Cloud = record.Cloud,
            Subscription = record.Subscription,
            Location = record.Location,
            TemplateId = record.TemplateId,
            TemplateName = record.TemplateName,
            ContentHash = record.ContentHash,
            ImageId = record.ImageId,
            BaseImage = null,
            SourceImageId = null,
            LockDigest = record.LockDigest,
            Contents = new RenderedContents(
                "amd64",
                "noble",
                pins.Lock.AptSnapshot,
                [
                    .. record.Tools.Select(tool => new RenderedTool(
                        tool.Name,
                        tool.Version,
                        "MIT",
                        $"example/{tool.Name}",
                        $"v{tool.Version}",
                        null,
                        $"https://files.example/{tool.Name}",
                        tool.Name,
                        tool.Sha256,
                        null,
                        null,
                        null,
                        ["checksumFile"]
                    )),
                ]
            ),
            Customizers = [],
            Validators = [],
            Commit = record.Commit,
            Dirty = false,
            BicepVersion = "",
        };

    private static string Log(string[] steps, bool failed, int minutes)
    {
        StringBuilder log = new();
        DateTimeOffset now = Start.AddMinutes(minutes);
        foreach (string step in steps)
        {
            log.AppendLine(Trace(now, "[INFO] (telemetry) Starting provisioner shell"));
            log.AppendLine($"PACKER OUT     azure-arm: jumpbox: step {step}");
            log.AppendLine("PACKER OUT     azure-arm: Get:1 http://archive.ubuntu.com/ubuntu noble InRelease");
            log.AppendLine("PACKER OUT     azure-arm: Get:2 http://archive.ubuntu.com/ubuntu noble-updates InRelease");
            log.AppendLine($"PACKER OUT     azure-arm: {Hostile}");
            now = now.AddSeconds(step.Length * 12);
            if (failed && step == "download-tools")
            {
                log.AppendLine("PACKER OUT ==> azure-arm: curl: (6) Could not resolve host: get.helm.sh");
                log.AppendLine("PACKER OUT ==> azure-arm: jumpbox: FAILED download-tools: helm cannot be fetched");
                log.AppendLine(Trace(now, "[INFO] (telemetry) ending shell"));
                log.AppendLine(
                    Trace(now, "[INFO] (telemetry) found error: Script exited with non-zero exit status: 1")
                );
                break;
            }
            log.AppendLine(Trace(now, "[INFO] (telemetry) ending shell"));
        }
        return log.ToString();
    }

    private static string Trace(DateTimeOffset time, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"PACKER ERR {time:yyyy'/'MM'/'dd HH':'mm':'ss} {text}");
}
