using System.Text.Json.Nodes;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Tests;

public sealed class RefusingTamperedBundles
{
    public static TheoryData<string, string> Cases =>
        [
            .. Names(TamperCorpus.OfEach, LabKind.Rekor1, LabKind.Rekor2, LabKind.Private),
            .. Names(TamperCorpus.OfLogs, LabKind.Rekor1, LabKind.Rekor2),
            .. Names(TamperCorpus.OfPromises, LabKind.Rekor1),
            .. Names(TamperCorpus.OfTimestamps, LabKind.Rekor2, LabKind.Private),
        ];

    [Theory]
    [InlineData("Rekor1")]
    [InlineData("Rekor2")]
    [InlineData("Private")]
    public void The_bundle_that_is_changed_passes_unchanged(string kind)
    {
        StatementVerdict verdict = TamperCase.Lab(Enum.Parse<LabKind>(kind)).Verify();

        StatementVerdict.Verified verified = Assert.IsType<StatementVerdict.Verified>(verdict);
        Assert.Equal(LabRecipe.Start.AddMinutes(1), Assert.Single(verified.Times));
        Assert.True(verified.Statement.Covers("sha256", LabRecipe.Digest));
        Assert.Equal(LabRecipe.Signer, verified.Claims!.Subject);
    }

    [Theory]
    [InlineData("Rekor1")]
    [InlineData("Rekor2")]
    [InlineData("Private")]
    public void The_ends_of_what_a_root_trusts_are_inclusive(string kind)
    {
        TamperCase one = TamperCase.Lab(Enum.Parse<LabKind>(kind));
        string time = "2026-03-01T12:01:00Z";
        foreach (JsonNode? authority in one.Root["certificateAuthorities"]!.AsArray())
        {
            authority!["validFor"] = new JsonObject { ["start"] = time, ["end"] = time };
        }
        foreach (JsonNode? authority in one.Root["timestampAuthorities"]!.AsArray())
        {
            authority!["validFor"] = new JsonObject { ["start"] = time, ["end"] = time };
        }
        foreach (JsonNode? log in one.Root["tlogs"]!.AsArray())
        {
            log!["publicKey"]!["validFor"] = new JsonObject { ["start"] = time, ["end"] = time };
        }

        _ = Assert.IsType<StatementVerdict.Verified>(one.Verify());
    }

    [Fact]
    public void The_corpus_has_a_hundred_single_changes() => Assert.True(Cases.Count > 100, $"{Cases.Count}");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_single_change_is_refused_and_the_reason_names_its_step(string kind, string change)
    {
        TamperCase tampered = TamperCase.Lab(Enum.Parse<LabKind>(kind));
        (VerificationStep? step, Action<TamperCase> apply) = Find(change);

        apply(tampered);
        StatementVerdict verdict = tampered.Verify();

        StatementVerdict.Refused refused = Assert.IsType<StatementVerdict.Refused>(verdict);
        Assert.EndsWith(".", refused.Reason, StringComparison.Ordinal);
        // Which proof notices first depends on the kind of bundle where the corpus names no step.
        Assert.True(step is null || refused.Step == step, $"{refused.Step}, expected {step}: {refused.Reason}");
    }

    [Theory]
    [InlineData("public-good-rekor1-dsse", "public-good")]
    [InlineData("staging-rekor2-dsse", "staging")]
    [InlineData("github-instance-dsse", "github-instance")]
    public void Each_value_of_a_published_bundle_counts(string bundle, string root)
    {
        JsonObject published = JsonNode.Parse(SharedBundles.Read($"{bundle}.sigstore.json"))!.AsObject();
        JsonObject trusted = JsonNode.Parse(SharedBundles.Read($"{root}.trusted_root.json"))!.AsObject();
        string subject = bundle.StartsWith("github", StringComparison.Ordinal)
            ? "actions/attest-demo|.github/workflows/build-python.yml"
            : "sigstore-conformance/extremely-dangerous-public-oidc-beacon|.github/workflows/extremely-dangerous-oidc-beacon.yml";
        AllowedSigner allowed = new AllowedSigner.Workflow(
            subject.Split('|')[0],
            subject.Split('|')[1],
            "refs/heads/main"
        );
        int changes = 0;
        foreach (string path in Paths(published, ""))
        {
            // The middle of this checkpoint is a line of a witness, which is ignored.
            int untried =
                bundle == "staging-rekor2-dsse" && path.EndsWith("envelope", StringComparison.Ordinal) ? 1 : 0;
            foreach (Func<string, string> change in Changes.SkipLast(untried))
            {
                TamperCase tampered = new(
                    published.DeepClone().AsObject(),
                    trusted.DeepClone().AsObject(),
                    allowed,
                    new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero)
                );
                if (changes++ == 0)
                {
                    _ = Assert.IsType<StatementVerdict.Verified>(tampered.Verify());
                }
                JsonValue value = At(tampered.Bundle, path).AsValue();
                value.ReplaceWith(change(value.GetValue<string>()));

                Assert.True(tampered.Verify() is StatementVerdict.Refused, $"{path} may be changed");
            }
        }
        Assert.True(changes > 20, $"Only {changes} changes were tried.");
    }

    private static readonly Func<string, string>[] Changes =
    [
        _ => "",
        text => text[..^1],
        text => text + "A",
        text => (text[0] == 'A' ? 'B' : 'A') + text[1..],
        text => text[..(text.Length / 2)] + (text[text.Length / 2] == 'A' ? 'B' : 'A') + text[(text.Length / 2 + 1)..],
    ];

    private static IEnumerable<string> Paths(JsonNode? node, string path) =>
        node switch
        {
            JsonObject members => members.SelectMany(one => Paths(one.Value, $"{path}/{one.Key}")),
            JsonArray items => items.SelectMany((one, index) => Paths(one, $"{path}/{index}")),
            _ => [path],
        };

    private static JsonNode At(JsonNode root, string path) =>
        path[1..]
            .Split('/')
            .Aggregate(root, (node, name) => node is JsonArray items ? items[int.Parse(name, null)]! : node[name]!);

    private static (VerificationStep?, Action<TamperCase>) Find(string name) =>
        new[] { TamperCorpus.OfEach, TamperCorpus.OfLogs, TamperCorpus.OfPromises, TamperCorpus.OfTimestamps }.First(
            corpus => corpus.ContainsKey(name)
        )[name];

    private static IEnumerable<TheoryDataRow<string, string>> Names(
        IReadOnlyDictionary<string, (VerificationStep?, Action<TamperCase>)> corpus,
        params LabKind[] kinds
    ) => kinds.SelectMany(kind => corpus.Keys.Select(name => new TheoryDataRow<string, string>($"{kind}", name)));
}
