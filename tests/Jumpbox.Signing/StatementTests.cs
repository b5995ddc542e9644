using System.Text;
using System.Text.Json;
using Jumpbox.Signing.InToto;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Tests;

public sealed class StatementTests
{
    private const string Good =
        """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"jumpboxContentSha256":"x"}}],"predicateType":"https://slsa.dev/provenance/v1","predicate":{"buildDefinition":{"buildType":"urn:b","externalParameters":{"cloud":"azure","tags":[],"location":"westeurope"}},"runDetails":{"builder":{"id":"urn:builder"}}}}""";

    [Theory]
    [InlineData("Statement/v1", "Statement/v0.1", "The statement has the type")]
    [InlineData("\"subject\":[{", "\"subject\":[],\"x\":[{", "no subject")]
    [InlineData("{\"jumpboxContentSha256\":\"x\"}", "{}", "is empty")]
    [InlineData("{\"jumpboxContentSha256\":\"x\"}", "{\"sha256\":\"AB\"}", "not lower-case hex")]
    [InlineData("\"x\"", "7", "is not text")]
    [InlineData("\"name\":\"a\"", "\"name\":\"a\",\"name\":\"b\"", "strict JSON")]
    [InlineData("https://slsa.dev/provenance/v1", "", "predicate type is empty")]
    [InlineData("\"predicate\":{", "\"predicate\":[],\"x\":{", "'predicate' is not an object")]
    [InlineData("[{\"name\"", "[{\"name\":\"a\",\"digest\":{\"k\":\"v\"}},{\"name\"", "the same name")]
    public void A_malformed_statement_is_refused(string from, string to, string reason)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);

        RefusalException refusal = Assert.Throws<RefusalException>(() =>
            Parse(Good.Replace(from, to, StringComparison.Ordinal))
        );

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Subjects_are_found_by_digest_alone()
    {
        InTotoStatement statement = Parse(Good);

        Assert.True(statement.Covers("jumpboxContentSha256", "x"));
        Assert.False(statement.Covers("jumpboxContentSha256", "X"));
        Assert.False(statement.Covers("sha256", "x"));
        Assert.False(statement.Covers("jumpboxContentSha256", ""));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("urn:builder", "builder.id is 'urn:builders'")]
    [InlineData("urn:b\"", "buildType is 'urn:b/'")]
    [InlineData("westeurope", "'location' is \"westeuropa\"")]
    [InlineData("\"location\":\"westeurope\"", "'location' is missing")]
    [InlineData("\"tags\":[]", "'tags' is not recognised; its value is [1]")]
    [InlineData("\"cloud\":\"azure\"", "'cloud' is {\"a\":1}")]
    public void Each_difference_of_a_provenance_is_reported(string change, string difference)
    {
        string to = change switch
        {
            "urn:builder" => "urn:builders",
            "urn:b\"" => "urn:b/\"",
            "westeurope" => "westeuropa",
            "\"location\":\"westeurope\"" => "\"location\":\"\"",
            "\"tags\":[]" => "\"tags\":[1]",
            _ => "\"cloud\":{\"a\":1}",
        };
        string text = change.Length == 0 ? Good : Good.Replace(change, to, StringComparison.Ordinal);
        ProvenanceExpectation expected = new(
            "urn:builder",
            "urn:b",
            JsonElement.Parse("""{"location":"westeurope","cloud":"azure","baseImage":""}""")
        );

        IReadOnlyList<string> differences = expected.Differences(Parse(text));

        if (difference.Length == 0)
        {
            Assert.Empty(differences);
        }
        else
        {
            Assert.Contains(difference, Assert.Single(differences), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_summary_is_read_as_it_was_written()
    {
        VerificationSummary summary = Summary();

        InTotoStatement statement = InTotoStatement.Parse(summary.ToStatement([Image]));
        VerificationSummary? read = VerificationSummary.Read(statement, out string? problem);

        Assert.Null(problem);
        Assert.NotNull(read);
        Assert.Equal(summary.TimeVerified, read.TimeVerified);
        Assert.Equal("gate.json", Assert.Single(read.InputAttestations).Uri);
        Assert.Equal(new string('b', 64), read.InputAttestations[0].Digest["sha256"]);
        Assert.Equal(["JUMPBOX_GATE", "SLSA_BUILD_LEVEL_2"], read.VerifiedLevels);
        Assert.Empty(Expectation.Differences(statement, "jumpboxContentSha256", "c"));
    }

    [Fact]
    public void Each_difference_of_a_summary_is_reported()
    {
        InTotoStatement statement = InTotoStatement.Parse(
            (
                Summary() with
                {
                    Passed = false,
                    VerifierId = "urn:other",
                    ResourceUri = "r/",
                    VerifiedLevels = [],
                }
            ).ToStatement([Image])
        );

        Assert.Equal(
            [
                "The summary has no subject with the jumpboxContentSha256 'd'.",
                "The summary's verifier is 'urn:other', expected 'urn:verifier'.",
                "The summary's resource is 'r/', expected 'r'.",
                "The summary's policy is 'urn:policy', expected 'urn:policy2'.",
                "The summary's result is FAILED.",
                "The summary does not list the level 'JUMPBOX_GATE' as verified.",
            ],
            (Expectation with { PolicyUri = "urn:policy2" }).Differences(statement, "jumpboxContentSha256", "d")
        );
        _ = Assert.Single(Expectation.Differences(Parse(Good), "jumpboxContentSha256", "x"));
    }

    [Theory]
    [InlineData("\"PASSED\"", "\"passed\"")]
    [InlineData("urn:verifier", "")]
    [InlineData("\"id\"", "\"iD\"")]
    [InlineData("SLSA_BUILD_LEVEL_2", "SLSA_ANYTHING")]
    [InlineData("JUMPBOX_GATE", "SLSA_BUILD_LEVEL_3")]
    [InlineData("2026-03-01T12:00:00Z", "yesterday")]
    [InlineData("\"uri\": \"urn:policy\"", "\"uri\": \"\"")]
    public void A_malformed_summary_is_refused(string from, string to)
    {
        string text = Encoding.UTF8.GetString(Summary().ToStatement([Image]));
        Assert.Contains(from, text, StringComparison.Ordinal);

        VerificationSummary? summary = VerificationSummary.Read(
            Parse(text.Replace(from, to, StringComparison.Ordinal)),
            out string? problem
        );

        Assert.Null(summary);
        Assert.NotNull(problem);
    }

    [Fact]
    public void A_summary_without_digests_or_with_reserved_words_is_not_written()
    {
        _ = Assert.Throws<ArgumentException>(() => Summary().ToStatement([]));
        _ = Assert.Throws<ArgumentException>(() =>
            (Summary() with { VerifiedLevels = ["SLSA_OF_OUR_OWN"] }).ToStatement([Image])
        );
        _ = Assert.Throws<ArgumentException>(() =>
            (Summary() with { InputAttestations = [new("x", new Dictionary<string, string>())] }).ToStatement([Image])
        );
    }

    private static StatementSubject Image { get; } =
        new("image", new Dictionary<string, string> { ["jumpboxContentSha256"] = "c" });

    private static SummaryExpectation Expectation { get; } = new("urn:verifier", "r", "urn:policy", ["JUMPBOX_GATE"]);

    private static VerificationSummary Summary() =>
        new()
        {
            VerifierId = "urn:verifier",
            ResourceUri = "r",
            Policy = new StatementReference("urn:policy", new Dictionary<string, string>()),
            Passed = true,
            VerifiedLevels = ["JUMPBOX_GATE", "SLSA_BUILD_LEVEL_2"],
            TimeVerified = LabRecipe.Start,
            InputAttestations =
            [
                new StatementReference(
                    "gate.json",
                    new Dictionary<string, string> { ["sha256"] = new string('b', 64) }
                ),
            ],
        };

    private static InTotoStatement Parse(string text) => InTotoStatement.Parse(Encoding.UTF8.GetBytes(text));
}
