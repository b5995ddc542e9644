using System.Text.Json.Nodes;
using Jumpbox.Checks;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Naming;
using Jumpbox.Templates;
using Jumpbox.Tests.Evidence;

namespace Jumpbox.Tests.Gating;

/// <summary>
/// One thing changed in a good run, by an attacker who may write the artifacts folder and recomputes every digest, or in the
/// cloud. None passes, and the rule that notices is named.
/// </summary>
public sealed class TamperedRuns
{
    private const string Other =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-jumpbox-images/providers";

    private static readonly Dictionary<string, (string Rule, Action<GoodRun> Change)> Corpus = new()
    {
        ["the record names another image"] = (
            "image-read-back",
            Image("imageId", $"{Other}/Microsoft.Compute/images/img-other")
        ),
        ["the record names a virtual network"] = (
            "image-read-back",
            Image("imageId", $"{Other}/Microsoft.Network/virtualNetworks/vnet")
        ),
        ["the record names another subscription"] = ("image-read-back", Image("subscription", Guid.Empty.ToString())),
        ["the record names another region"] = ("image-read-back", Image("location", "westeurope")),
        ["the record names another commit"] = ("image-read-back", Image("commit", new string('d', 40))),
        ["the record names half a commit"] = ("clean-tree", Image("commit", "c0ffee")),
        ["the record hides changes"] = (
            "image-read-back",
            run => run.Image = Tagged(run, TagNames.Commit, SampleRecord.Commit + "-dirty")
        ),
        ["the record names the cloud moon"] = ("real-cloud", Image("cloud", "moon")),
        ["the record names the cloud in capitals"] = ("real-cloud", Image("cloud", "Azure")),
        ["the record names another real cloud"] = ("real-cloud", Image("cloud", "azureChina")),
        ["LocalAzure was asked under another cloud's name"] = ("real-cloud", run => run.Asked = "local"),
        ["another endpoint was asked under a cloud's name"] = (
            "real-cloud",
            run => run.Asked = "https://127.0.0.1:8443/"
        ),
        ["the record says no start"] = ("image-run", Image("started", "2026-11-20T10:00:00Z")),
        ["the record says a later end"] = ("image-run", Image("finished", "2026-11-20T10:35:00Z")),
        ["the record says an end before its start"] = ("maximum-age", Image("finished", "2026-11-20T10:00:00Z")),
        ["the record has no tools"] = (
            "contents",
            Changed(EvidenceFiles.Image, record => record["tools"] = new JsonArray())
        ),
        ["the record leaves a tool out"] = (
            "contents",
            Changed(EvidenceFiles.Image, record => record["tools"]!.AsArray().RemoveAt(0))
        ),
        ["the record has an empty digest"] = (
            "contents",
            Changed(EvidenceFiles.Image, record => record["tools"]![0]!["sha256"] = "")
        ),
        ["the record has another version"] = (
            "contents",
            Changed(EvidenceFiles.Image, record => record["tools"]![0]!["version"] = "4.3.1")
        ),
        ["the record names an allowed base image"] = (
            "base-image",
            Changed(EvidenceFiles.Image, record => record["baseImage"]!["offer"] = "ubuntu-26_04-lts")
        ),
        ["the record names another version of the base image"] = (
            "base-image",
            Changed(EvidenceFiles.Image, record => record["baseImage"]!["version"] = "1.0.0")
        ),
        ["the record holds a failed check"] = (
            "in-vm-checks",
            Changed(EvidenceFiles.Image, record => record["checks"]![1]!["passed"] = false)
        ),
        ["the record holds no checks"] = (
            "in-vm-checks",
            Changed(EvidenceFiles.Image, record => record["checks"] = new JsonArray())
        ),
        ["the record has a member that nobody knows"] = (
            "content-hash",
            run =>
                run.Put(
                    EvidenceFiles.Image,
                    run.Text(EvidenceFiles.Image)
                        .Replace("\"dirty\"", "\"signed\": true, \"dirty\"", StringComparison.Ordinal)
                )
        ),
        ["the steps are emptied"] = ("content-hash", run => run.Put(EvidenceFiles.Customizer, "{}").List()),
        ["the steps are of another plan"] = (
            "content-hash",
            run => run.Put(EvidenceFiles.Customizer, (GoodRun.Steps with { Validate = [] }).ToJson()).List()
        ),
        ["the template's contents leave a tool out"] = (
            "one-run",
            run =>
                Template(
                    run,
                    record => record with { Contents = record.Contents with { Tools = [record.Contents.Tools[0]] } }
                )
        ),
        ["the template's contents have another licence"] = (
            "one-run",
            run =>
                Template(
                    run,
                    record =>
                        record with
                        {
                            Contents = record.Contents with
                            {
                                Tools = [record.Contents.Tools[0] with { Licence = "MIT" }, record.Contents.Tools[1]],
                            },
                        }
                )
        ),
        ["the template leaves a validator out"] = (
            "one-run",
            run => Template(run, record => record with { Validators = [] })
        ),
        ["the template names another image"] = (
            "one-run",
            run => Template(run, record => record with { ImageId = $"{Other}/Microsoft.Compute/images/img-other" })
        ),
        ["the customization log ends in errored"] = (
            "build-log",
            run =>
                run.Put(
                        EvidenceFiles.CustomizationLog,
                        run.Text(EvidenceFiles.CustomizationLog)
                            + "PACKER OUT Build 'azure-arm' errored after 3 minutes: it broke\n"
                    )
                    .List()
        ),
        ["the customization log ends in another word for it"] = (
            "build-log",
            run =>
                run.Put(
                        EvidenceFiles.CustomizationLog,
                        run.Text(EvidenceFiles.CustomizationLog)
                            + "PACKER OUT ==> Builds finished but no artifacts were created.\n"
                    )
                    .List()
        ),
        ["the customization log is empty"] = ("build-log", run => run.Put(EvidenceFiles.CustomizationLog, "").List()),
        ["the customization log is cut"] = (
            "build-log",
            run => run.Put(EvidenceFiles.CustomizationLog, new BuildLog().Begins("download-tools").ToString()).List()
        ),
        ["the customization log is of another day"] = (
            "build-log",
            run =>
                run.Put(
                        EvidenceFiles.CustomizationLog,
                        run.Text(EvidenceFiles.CustomizationLog)
                            .Replace("2026/11/20", "2026/11/13", StringComparison.Ordinal)
                    )
                    .List()
        ),
        ["the validation log ends in errored"] = (
            "in-vm-checks",
            run => run.ChangeValidation(GoodRun.Validation() + "PACKER OUT Build 'azure-arm' errored: it broke\n")
        ),
        ["the validation log is of another day"] = (
            "in-vm-checks",
            run =>
                run.ChangeValidation(
                    GoodRun.Validation().ToString().Replace("2026/11/20", "2026/11/13", StringComparison.Ordinal)
                )
        ),
        ["the validation log lists no packages"] = (
            "in-vm-checks",
            run =>
                run.ChangeValidation(
                    GoodRun.Validation().ToString().Replace("bash 5.2.21-2ubuntu4 amd64", "", StringComparison.Ordinal)
                )
        ),
        ["the validation log holds a check of nobody's"] = (
            "in-vm-checks",
            run => run.ChangeValidation(GoodRun.Validation().Begins("own-check").Ends().ToString())
        ),
        ["a tool answers twice"] = (
            "in-vm-checks",
            run =>
                run.ChangeValidation(
                    GoodRun.Validation().ToString().Replace("helm 4.3.0", "kubectl 1.36.4", StringComparison.Ordinal)
                )
        ),
        ["the bill leaves the packages out"] = (
            "licences",
            Changed(EvidenceFiles.Bill, bill => bill["packages"]!.AsArray().RemoveAt(4))
        ),
        ["the bill states another licence"] = (
            "licences",
            Changed(EvidenceFiles.Bill, bill => bill["packages"]![2]!["licenseDeclared"] = "MIT")
        ),
        ["the bill states no licence of a tool"] = (
            "licences",
            Changed(EvidenceFiles.Bill, bill => bill["packages"]![2]!["licenseDeclared"] = "NOASSERTION")
        ),
        ["the bill is emptied"] = ("licences", Changed(EvidenceFiles.Bill, bill => bill["packages"] = new JsonArray())),
        ["the prerequisites are 400 days old"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["at"] = "2025-10-16T10:00:00Z")
        ),
        ["the prerequisites are of tomorrow"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["at"] = "2026-12-24T10:00:00Z")
        ),
        ["one prerequisite of all is there"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["checks"] = new JsonArray(found["checks"]![0]!.DeepClone()))
        ),
        ["one prerequisite is there twice"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["checks"]![1] = found["checks"]![0]!.DeepClone())
        ),
        ["a prerequisite has a misspelt status"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["checks"]![0]!["status"] = "failed")
        ),
        ["a prerequisite has no status"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["checks"]![0]!.AsObject().Remove("status"))
        ),
        ["a prerequisite has no findings"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["checks"]![0]!["findings"] = new JsonArray())
        ),
        ["a prerequisite passed in spite of its finding"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["checks"]![0]!["findings"]![0]!["status"] = "fail")
        ),
        ["a check is skipped that nobody knows"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["skipped"]!["no-such-check"] = "why not")
        ),
        ["the prerequisites are of other steps"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["customizerSha256"] = new string('0', 64))
        ),
        ["the prerequisites are of another cloud"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found["cloud"] = "local")
        ),
        ["the prerequisites do not say whether they passed"] = (
            "prereqs",
            Changed(EvidenceFiles.Prereqs, found => found.Remove("passed"))
        ),
        ["the check of the lock compared nothing"] = (
            "lock-checked",
            Changed(EvidenceFiles.LockCheck, check => check["compared"] = new JsonArray())
        ),
        ["the check of the lock left a tool out"] = (
            "lock-checked",
            Changed(EvidenceFiles.LockCheck, check => check["compared"]!.AsArray().RemoveAt(0))
        ),
        ["the check of the lock hides a problem"] = (
            "lock-checked",
            Changed(EvidenceFiles.LockCheck, check => check["findings"] = Findings("problem"))
        ),
        ["the check of the lock has a misspelt level"] = (
            "lock-checked",
            Changed(EvidenceFiles.LockCheck, check => check["findings"] = Findings("problm"))
        ),
        ["the check of the lock does not say whether it asked"] = (
            "lock-checked",
            Changed(EvidenceFiles.LockCheck, check => check.Remove("offline"))
        ),
        ["the provenance names another source"] = (
            "one-run",
            Changed(EvidenceFiles.Provenance, Predicate("externalParameters", "cloud", "azureChina"), list: false)
        ),
        ["the provenance names another base"] = (
            "one-run",
            Changed(EvidenceFiles.Provenance, Predicate("externalParameters", "baseImage", "a/b/c/1"), list: false)
        ),
        ["the provenance leaves a file out"] = (
            "unchanged-evidence",
            Changed(EvidenceFiles.Provenance, one => one["subject"]!.AsArray().RemoveAt(3), list: false)
        ),
        ["another build has overwritten the image"] = (
            "image-run",
            run => run.Image = Tagged(run, TagNames.Run, TagNames.RunOf(GoodRun.Now))
        ),
        ["another build has overwritten the image and noted nothing"] = (
            "image-run",
            run =>
            {
                run.Image = Untagged(run, TagNames.Run);
                run.LastRun = null;
            }
        ),
        ["another build has overwritten the image without a tag, and its template shows it"] = (
            "image-run",
            run =>
            {
                run.Image = Untagged(run, TagNames.Run);
                run.LastRun = run.LastRun! with { Started = GoodRun.Now, Ended = GoodRun.Now };
            }
        ),
        ["another build of the template has run since"] = (
            "image-run",
            run => run.LastRun = run.LastRun! with { Started = GoodRun.Now, Ended = GoodRun.Now }
        ),
        ["the template's last build failed"] = (
            "image-run",
            run => run.LastRun = run.LastRun! with { RunState = "Failed" }
        ),
        ["the template's last build put out something else"] = (
            "image-run",
            run => run.LastRun = run.LastRun! with { Outputs = [$"{Other}/Microsoft.Compute/images/img-other"] }
        ),
        ["the image came to be after the build"] = (
            "image-run",
            run => run.Image = run.Image! with { Created = Readings.Present("created", GoodRun.Now) }
        ),
        ["an old image whose record says that its build ended today"] = ("maximum-age", AgedBy(120)),
        ["an old build that took a hundred days"] = ("image-run", AgedBy(120)),
        ["the image came to be before the build"] = (
            "image-run",
            run =>
            {
                run.LastRun = null;
                run.Image = run.Image! with { Created = Readings.Present("created", run.Record.Started.AddDays(-1)) };
            }
        ),
        ["nobody knows how old the image is"] = (
            "maximum-age",
            run => run.Image = run.Image! with { Created = Readings.Unreadable<DateTimeOffset>("created", "403") }
        ),
        ["nobody knows when the image came to be"] = (
            "image-run",
            run => run.Image = run.Image! with { Created = Readings.Unreadable<DateTimeOffset>("created", "403") }
        ),
        ["the image is of another content"] = (
            "image-read-back",
            run => run.Image = Tagged(run, TagNames.ContentHash, new string('e', 64))
        ),
        ["the image says no content"] = ("image-read-back", run => run.Image = Untagged(run, TagNames.ContentHash)),
        ["the image is somebody else's"] = (
            "image-read-back",
            run => run.Image = Tagged(run, TagNames.Owner, "other@rg")
        ),
        ["the image is not whole"] = ("image-read-back", run => run.Image = run.Image! with { State = "Failed" }),
        ["this checkout has changes"] = (
            "clean-tree",
            run => run.Expected = run.Expected! with { Template = run.Expected.Template with { Dirty = true } }
        ),
        ["the catalogue's licence is denied"] = (
            "licences",
            run => run.Settings = run.Settings with { DeniedLicences = ["apache-2.0"] }
        ),
    };

    public static TheoryData<string> Manipulations => [.. Corpus.Keys];

    [Theory]
    [MemberData(nameof(Manipulations))]
    public void No_single_manipulation_passes(string name)
    {
        GoodRun run = new();
        Assert.Equal("", run.Failed());
        (string rule, Action<GoodRun> change) = Corpus[name];

        change(run);

        GateVerdict verdict = run.Judge();
        Assert.False(verdict.Passed);
        Assert.Throws<EvidenceException>(verdict.RequirePassed);
        Assert.Contains(rule, run.Failed().Split(' '));
    }

    private static Action<GoodRun> Image(string member, string value) =>
        Changed(EvidenceFiles.Image, record => record[member] = value);

    private static Action<GoodRun> Changed(string name, Action<JsonObject> change, bool list = true) =>
        run =>
        {
            if (name == EvidenceFiles.Image)
            {
                _ = run.Change(name, change).Bill().List();
            }
            else if (list)
            {
                _ = run.Change(name, change);
            }
            else
            {
                JsonObject document = JsonNode.Parse(run.Text(name))!.AsObject();
                change(document);
                _ = run.Put(name, document.ToJsonString()).Sign();
            }
        };

    // The cloud has the image, its tags and its times for that long; clean-up has removed the template since.
    private static Action<GoodRun> AgedBy(int days) =>
        run =>
        {
            DateTimeOffset started = run.Record.Started.AddDays(-days);
            run.LastRun = null;
            run.Image = Tagged(run, TagNames.Run, TagNames.RunOf(started)) with
            {
                Created = Readings.Present("created", started.AddMinutes(25)),
            };
            Image("started", started.ToString("O"))(run);
        };

    private static Action<JsonObject> Predicate(string part, string member, string value) =>
        statement => statement["predicate"]!["buildDefinition"]![part]![member] = value;

    private static void Template(GoodRun run, Func<TemplateRecord, TemplateRecord> change) =>
        run.Put(EvidenceFiles.Template, change(TemplateRecord.Parse(run.Text(EvidenceFiles.Template))).ToJson())
            .Bill()
            .List();

    private static SeenImage Tagged(GoodRun run, string tag, string value) =>
        run.Image! with
        {
            Tags = new Dictionary<string, string>(run.Image.Tags) { [tag] = value },
        };

    private static SeenImage Untagged(GoodRun run, string tag) =>
        run.Image! with
        {
            Tags = run.Image.Tags.Where(one => one.Key != tag).ToDictionary(),
        };

    private static JsonArray Findings(string level) =>
        [
            new JsonObject
            {
                ["level"] = level,
                ["pin"] = "helm 4.3.0",
                ["found"] = "gone",
                ["cure"] = "look",
            },
        ];
}
