using System.Text;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Naming;
using Jumpbox.Signing.Tests;
using Jumpbox.Tests.Evidence;

namespace Jumpbox.Tests.Gating;

/// <summary>Each kind of bad input: which rule refuses it, which file or resource it names, and what to do.</summary>
public sealed class RefusedInput
{
    private const string Gallery = "/providers/Microsoft.Compute/galleries/gal/images/jumpbox/versions/1.0.0";

    private static readonly Dictionary<string, (string Rule, string Names, string Cure, Func<GoodRun> Run)> Cases =
        new()
        {
            ["evidence of two runs is mixed"] = (
                "one-run",
                EvidenceFiles.Template,
                "Use an empty artifacts folder for each image",
                () => new GoodRun().Change(EvidenceFiles.Template, template => template["templateName"] = "imgt-other")
            ),
            ["the steps are of another run"] = (
                "content-hash",
                EvidenceFiles.Customizer,
                "or build again",
                () => Changed(EvidenceFiles.Customizer, text => text + " ")
            ),
            ["the evidence of an earlier build is replayed"] = (
                "image-run",
                SampleRecord.Good.ImageId,
                "build again",
                () =>
                {
                    GoodRun run = new() { LastRun = null };
                    run.Image = run.Image! with
                    {
                        Tags = new Dictionary<string, string>(run.Image.Tags)
                        {
                            [TagNames.Run] = TagNames.RunOf(GoodRun.Now),
                        },
                    };
                    return run;
                }
            ),
            ["the record is cut off"] = (
                "image-read-back",
                EvidenceFiles.Image,
                "",
                () =>
                {
                    GoodRun run = new();
                    return run.Put(EvidenceFiles.Image, run.Text(EvidenceFiles.Image)[..200]);
                }
            ),
            ["the signed envelope is cut off"] = (
                "signature",
                EvidenceFiles.SignedProvenance,
                "Use the unchanged artifacts of the run",
                () =>
                {
                    GoodRun run = new();
                    return run.Put(EvidenceFiles.SignedProvenance, run.Text(EvidenceFiles.SignedProvenance)[..300]);
                }
            ),
            ["the check of the lock is of a newer schema"] = (
                "lock-checked",
                "lock-check.json has schemaVersion 9",
                "run the target Check again",
                () => new GoodRun().Change(EvidenceFiles.LockCheck, check => check["schemaVersion"] = 9)
            ),
            ["the prerequisites are of a newer schema"] = (
                "prereqs",
                EvidenceFiles.Prereqs,
                "Run the target Prereqs again",
                () => new GoodRun().Change(EvidenceFiles.Prereqs, found => found["schemaVersion"] = 9)
            ),
            ["a file has a member of a newer schema"] = (
                "prereqs",
                EvidenceFiles.Prereqs,
                "Run the target Prereqs again",
                () => new GoodRun().Change(EvidenceFiles.Prereqs, found => found["sinceVersion9"] = true)
            ),
            ["an unknown key signed"] = (
                "signature",
                EvidenceFiles.SignedProvenance,
                "correct gate.signers",
                () =>
                {
                    GoodRun run = new();
                    return run.Put(
                        EvidenceFiles.SignedProvenance,
                        EvidenceKey.Foreign.Sign(run.Bytes(EvidenceFiles.Provenance))
                    );
                }
            ),
            ["the signature is over other bytes"] = (
                "signature",
                EvidenceFiles.SignedProvenance,
                "Use the unchanged artifacts of the run",
                () =>
                {
                    GoodRun run = new();
                    byte[] provenance = run.Bytes(EvidenceFiles.Provenance);
                    return run.Put(
                        EvidenceFiles.SignedProvenance,
                        EvidenceKey.Allowed.Splice(provenance, Encoding.UTF8.GetBytes("other"))
                    );
                }
            ),
            ["an attestation was signed after its certificate had expired"] = (
                "signature",
                EvidenceFiles.Attestation,
                "Use the unchanged artifacts of the run",
                () =>
                    AttestedRun.Attest(
                        AttestedRun.Create(LabKind.Private),
                        new LabRecipe(LabKind.Private) { SignedAt = LabRecipe.Start.AddDays(1) }
                    )
            ),
            ["the clock of the gate is an hour behind"] = (
                "maximum-age",
                "which is in the future",
                "",
                () => new GoodRun { At = SampleRecord.Finished.AddHours(-1) }
            ),
            ["the clock of the build is an hour ahead of the cloud's"] = (
                "image-run",
                SampleRecord.Good.ImageId,
                "",
                () =>
                {
                    GoodRun run = new() { LastRun = null };
                    run.Image = run.Image! with
                    {
                        Created = Jumpbox.Checks.Readings.Present("created", SampleRecord.Finished.AddHours(1)),
                    };
                    return run;
                }
            ),
            ["the cloud cannot be read"] = (
                "image-read-back",
                "No answer came from management.azure.com.",
                "",
                () => new GoodRun { Unreachable = "No answer came from management.azure.com." }
            ),
            ["the gallery is in another subscription than the settings'"] = (
                "image-read-back",
                $"/subscriptions/theirs/resourceGroups/g{Gallery}",
                "use the settings of the build",
                () =>
                {
                    GoodRun run = new(
                        SampleRecord.Good with
                        {
                            ImageId = $"/subscriptions/theirs/resourceGroups/g{Gallery}",
                        }
                    );
                    run.Expected = run.Expected! with
                    {
                        Template = run.Expected.Template with
                        {
                            ImageId = $"/subscriptions/ours/resourceGroups/g{Gallery}",
                        },
                    };
                    return run;
                }
            ),
        };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_refused_with_the_file_or_resource_and_what_to_do_and_nothing_is_marked(string name)
    {
        (string rule, string names, string cure, Func<GoodRun> make) = Cases[name];

        GateVerdict verdict = make().Judge();

        RuleVerdict refused = verdict.Rules.Single(one => one.Id == rule);
        Assert.NotEqual(RuleOutcome.Pass, refused.Outcome);
        Assert.Contains(names, refused.Evidence);
        Assert.Contains(cure, refused.Evidence);
        // Release calls this before it marks anything.
        Assert.Throws<EvidenceException>(verdict.RequirePassed);
    }

    private static GoodRun Changed(string file, Func<string, string> change)
    {
        GoodRun run = new();
        return run.Put(file, change(run.Text(file))).List();
    }
}
