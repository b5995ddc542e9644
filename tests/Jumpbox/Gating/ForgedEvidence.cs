using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Signing.Tests;

namespace Jumpbox.Tests.Gating;

/// <summary>
/// Every member of evidence, changed in every way, with all digests computed again: without a key that is allowed, nothing passes.
/// </summary>
public sealed class ForgedEvidence
{
    private static readonly (string File, string Path)[] Members =
    [
        (EvidenceFiles.Image, "cloud"),
        (EvidenceFiles.Image, "contentHash"),
        (EvidenceFiles.Image, "imageId"),
        (EvidenceFiles.Image, "commit"),
        (EvidenceFiles.Image, "started"),
        (EvidenceFiles.Image, "lockDigest"),
        (EvidenceFiles.Template, "contentHash"),
        (EvidenceFiles.Template, "contents/tools/0/sha256"),
        (EvidenceFiles.Prereqs, "at"),
        (EvidenceFiles.Prereqs, "checks/0/status"),
        (EvidenceFiles.LockCheck, "checkedAt"),
        (EvidenceFiles.Bill, "packages/2/licenseDeclared"),
        (EvidenceFiles.Provenance, "predicate/buildDefinition/buildType"),
        (EvidenceFiles.Provenance, "predicate/buildDefinition/externalParameters/cloud"),
        (EvidenceFiles.Provenance, "predicate/buildDefinition/externalParameters/baseImage"),
        (EvidenceFiles.Provenance, "predicate/buildDefinition/externalParameters/location"),
        (EvidenceFiles.Provenance, "predicate/runDetails/builder/id"),
        (EvidenceFiles.Provenance, "predicate/runDetails/metadata/invocationId"),
        (EvidenceFiles.Provenance, "predicate/runDetails/metadata/startedOn"),
        (EvidenceFiles.Provenance, "subject/0/name"),
        (EvidenceFiles.Provenance, "subject/0/digest/jumpboxContentSha256"),
        (EvidenceFiles.Provenance, "subject/0/digest/jumpboxRun"),
    ];

    private static readonly Dictionary<string, Func<string, JsonNode?>> Changes = new()
    {
        ["other"] = text => text + "0",
        ["upper case"] = text => text.ToUpperInvariant() + " ",
        ["empty"] = _ => "",
        ["null"] = _ => null,
        ["number"] = _ => 1,
    };

    public static TheoryData<string, string, string> Singles =>
        [
            .. Members.SelectMany(member =>
                Changes.Keys.Select(change => new TheoryDataRow<string, string, string>(
                    member.File,
                    member.Path,
                    change
                ))
            ),
        ];

    public static TheoryData<int, int> Pairs =>
        [
            .. Enumerable
                .Range(0, Members.Length)
                .SelectMany(first => new[] { 5, 9 }.Select(step => (first, (first + step) % Members.Length)))
                .Select(pair => new TheoryDataRow<int, int>(pair.first, pair.Item2)),
        ];

    [Theory]
    [InlineData(LabKind.Rekor1)]
    [InlineData(LabKind.Rekor2)]
    [InlineData(LabKind.Private)]
    public void A_good_run_passes_that_GitHub_attests(object kind)
    {
        GateVerdict verdict = AttestedRun.Create((LabKind)kind).Judge();

        Assert.True(verdict.Passed, string.Join('\n', verdict.Rules.Where(rule => !rule.Passed)));
        Assert.Contains("actions/runs/12", verdict.Rules[0].Evidence);
    }

    // The run of an allowed workflow on an allowed branch that checked out something else.
    [Theory]
    [InlineData("82a3bfe6dd50fe9c71d6315eae66da15307856cf")]
    [InlineData(null)]
    public void A_run_that_was_started_for_another_commit_does_not_vouch_for_this_one(string? commit)
    {
        GoodRun run = AttestedRun.Create(LabKind.Private);
        AttestedRun.Attest(run, new LabRecipe(LabKind.Private) { Claims = { [13] = commit } });

        Assert.Equal("signature", run.Failed());
        Assert.Contains($"the certificate is of '{commit}'", run.Judge().Rules[0].Evidence);
    }

    [Fact]
    public void A_good_run_passes_that_a_key_signs_and_its_files_count_as_signed()
    {
        GateVerdict verdict = new GoodRun().Judge();

        Assert.True(verdict.Passed);
        Assert.All(verdict.Rules, rule => Assert.NotEmpty(rule.Sources));
        Assert.DoesNotContain(verdict.Rules, rule => rule.Sources.Contains(GateSource.File));
        Assert.Contains(GateSource.Cloud, verdict.Rules.Single(rule => rule.Id == "image-run").Sources);
    }

    [Fact]
    public void Nobody_vouches_for_files_without_a_signature()
    {
        GoodRun run = new GoodRun().Remove(EvidenceFiles.SignedProvenance);

        Assert.Equal("signature", run.Failed());
        Assert.DoesNotContain(run.Judge().Rules, rule => rule.Sources.Contains(GateSource.Signature));
    }

    [Fact]
    public void Unsigned_evidence_passes_only_if_the_settings_accept_it_and_the_verdict_says_so()
    {
        GoodRun run = new GoodRun().Remove(EvidenceFiles.SignedProvenance);
        run.Settings = run.Settings with { AcceptUnsigned = true };

        GateVerdict verdict = run.Judge();

        Assert.True(verdict.Passed);
        Assert.Contains("unsigned evidence accepted by gate.unsigned", verdict.Rules[0].Evidence);
    }

    [Fact]
    public void A_signature_that_is_wrong_fails_although_unsigned_evidence_is_accepted()
    {
        GoodRun run = new();
        run.Settings = run.Settings with { AcceptUnsigned = true };
        run.Put(EvidenceFiles.SignedProvenance, EvidenceKey.Foreign.Sign(run.Bytes(EvidenceFiles.Provenance)));

        Assert.Equal("signature", run.Failed());
    }

    [Fact]
    public void A_provenance_that_differs_from_the_signed_one_fails()
    {
        GoodRun run = new();

        run.Put(EvidenceFiles.Provenance, run.Text(EvidenceFiles.Provenance) + " ");

        Assert.Equal("signature", run.Failed());
    }

    [Fact]
    public void An_allowed_key_vouches_only_for_its_builder()
    {
        GoodRun run = new();
        run.Signers = [run.Signers[0] with { Builder = "https://ci.example/another" }];

        Assert.Contains("builder.id", run.Judge().Rules[0].Evidence);
        Assert.Equal("signature", run.Failed());
    }

    [Fact]
    public void A_further_external_parameter_fails_although_it_is_signed()
    {
        GoodRun run = new();
        JsonNode statement = JsonNode.Parse(run.Text(EvidenceFiles.Provenance))!;
        statement["predicate"]!["buildDefinition"]!["externalParameters"]!["debug"] = "yes";

        run.Put(EvidenceFiles.Provenance, statement.ToJsonString()).Sign();

        Assert.Contains("'debug' is not recognised", run.Judge().Rules[0].Evidence);
    }

    [Fact]
    public void An_attestation_of_another_run_fails()
    {
        GoodRun run = AttestedRun.Create(LabKind.Private);
        run.Builder = run.Builder with { InvocationId = run.Builder.InvocationId.Replace("12", "13") };

        AttestedRun.Attest(run.List(), new LabRecipe(LabKind.Private));

        Assert.Equal("signature", run.Failed());
        Assert.Contains("runs/13", run.Judge().Rules[0].Evidence);
    }

    [Fact]
    public void What_should_be_signed_and_cannot_be_computed_is_unknown() =>
        Assert.Equal(
            RuleOutcome.Unknown,
            new GoodRun { Expected = null }
                .Judge()
                .Rules[0]
                .Outcome
        );

    [Theory]
    [MemberData(nameof(Singles))]
    public void No_single_change_passes(string file, string path, string change) =>
        Refused(run => Apply(run, file, path, Changes[change]));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void No_pair_of_changes_passes(int first, int second) =>
        Refused(run =>
        {
            Apply(run, Members[first].File, Members[first].Path, Changes["other"]);
            Apply(run, Members[second].File, Members[second].Path, Changes["empty"]);
        });

    [Fact]
    public void The_corpus_is_as_large_as_it_should_be()
    {
        Assert.InRange(Members.Length * Changes.Count, 60, int.MaxValue);
        Assert.InRange(Pairs.Count, 20, int.MaxValue);
    }

    private static void Refused(Action<GoodRun> change)
    {
        foreach ((string way, Action<GoodRun, byte[]> forge) in Forgery.Ways)
        {
            GoodRun run = way.StartsWith("attests", StringComparison.Ordinal)
                ? AttestedRun.Create(LabKind.Private)
                : new GoodRun();
            byte[] before = run.Bytes(EvidenceFiles.Provenance);
            change(run);
            Forgery.List(run);
            forge(run, before);

            GateVerdict verdict = run.Judge();

            Assert.False(verdict.Passed, way);
            Assert.False(verdict.Rules[0].Passed, $"{way}: {verdict.Rules[0].Evidence}");
        }
    }

    private static void Apply(GoodRun run, string file, string path, Func<string, JsonNode?> change)
    {
        JsonNode document = JsonNode.Parse(run.Text(file))!;
        string[] steps = path.Split('/');
        JsonNode parent = steps[..^1]
            .Aggregate(document, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!);
        parent[steps[^1]] = change((string)parent[steps[^1]]!);
        run.Put(file, document.ToJsonString());
    }
}
