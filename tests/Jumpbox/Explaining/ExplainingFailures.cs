using System.Diagnostics;
using System.Text;
using CsCheck;
using Jumpbox.Explaining;

namespace Jumpbox.Tests.Explaining;

public sealed class ExplainingFailures(ITestOutputHelper output)
{
    private static readonly string[] Texts = [.. CollectedMessages.All.Select(one => one.Text)];

    private static readonly string[] Parts =
    [
        "\n",
        "\\\"",
        "\\r\\n",
        "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER OUT ",
        "\u001b[31m",
        "\uD800",
        "{",
        "==> azure-arm: ",
    ];

    // Whole messages, cut ones, prefixes and bytes: what logs are made of.
    private static readonly Gen<string> AnyText = Gen.OneOf(
            Gen.Int[0, Texts.Length - 1].Select(at => Texts[at]),
            Gen.Select(
                Gen.Int[0, Texts.Length - 1],
                Gen.Int[0, 400],
                (at, length) => Texts[at][..Math.Min(length, Texts[at].Length)]
            ),
            Gen.Int[0, Parts.Length - 1].Select(at => Parts[at]),
            Gen.Byte.Array[0, 60].Select(Encoding.UTF8.GetString),
            Gen.String
        )
        .Array[0, 12]
        .Select(string.Concat);

    [Fact]
    public void Every_message_of_the_shared_corpus_is_explained_rightly()
    {
        string report = CollectedMessages.Report("shared corpus", CollectedMessages.Corpus);
        output.WriteLine(report);

        Assert.True(CollectedMessages.Corpus.Count >= 248);
        Assert.DoesNotContain('\n', report);
    }

    [Fact]
    public void Every_own_message_is_explained_rightly()
    {
        string report = CollectedMessages.Report("own messages", CollectedMessages.Own);
        output.WriteLine(report);

        Assert.True(CollectedMessages.Own.Count >= 100);
        Assert.DoesNotContain('\n', report);
    }

    [Fact]
    public void Every_row_is_told_for_at_least_one_message() =>
        Assert.Empty(
            FailureCatalogue.All.Select(row => row.Id).Except(CollectedMessages.All.SelectMany(one => one.Rows))
        );

    [Fact]
    public void No_row_matches_a_harmless_message() =>
        Assert.All(
            CollectedMessages.All.Where(one => one.Rows.Count == 0),
            one =>
            {
                FailureExplanation told = FailureExplainer.Explain(one.Text);
                Assert.Empty(told.Causes.Concat(told.Consequences).Select(cause => $"{cause.Id}: {one.Text}"));
            }
        );

    [Fact]
    public void The_log_explains_what_the_message_only_wraps()
    {
        FailureExplanation told = FailureExplainer.Explain(
            "Packer build command has failed: exit status 1. During the image build, a failure has occurred",
            ["curl: (22) The requested URL returned error: 404", "tar: Unexpected EOF in archive"]
        );

        Assert.Equal("curl-http-404", Assert.Single(told.Causes).Id);
        Assert.Equal(["archive-cut", "packer-build-failed"], told.Consequences.Select(one => one.Id));
    }

    [Fact]
    public void The_last_cause_of_a_log_is_told_first()
    {
        FailureExplanation told = FailureExplainer.Explain(
            null,
            ["curl: (56) Recv failure: Connection reset by peer", "E: Unable to locate package azwi"]
        );

        Assert.Equal(["apt-package-unknown", "curl-broke-off"], told.Causes.Select(one => one.Id));
    }

    [Fact]
    public void The_call_decides_what_an_internal_error_means()
    {
        string Told(FailurePhase? phase) =>
            Assert.Single(FailureExplainer.Explain("Internal error occurred.", phase: phase).Causes).Id;

        Assert.Equal("internal-error-submit", Told(null));
        Assert.Equal("internal-error-submit", Told(FailurePhase.Submit));
        Assert.Equal("internal-error-run", Told(FailurePhase.Run));
        Assert.Equal("internal-error-poll", Told(FailurePhase.Poll));
    }

    [Fact]
    public void A_cure_has_the_values_of_the_text_and_none_of_its_secrets()
    {
        Explanation told = Assert.Single(
            FailureExplainer
                .Explain(
                    "exceeding approved standardDSv5Family Cores quota. Additional details - Deployment Model: Resource Manager, "
                        + "Location: eastus2, Current Limit: 50, Current Usage: 48, Additional Required: 4, (Minimum) New Limit Required: 52."
                )
                .Causes
        );

        Assert.Contains("standardDSv5Family are used up in the region (48 of 50, 4 needed)", told.Cause);
        Assert.Contains("Request more cores of standardDSv5Family", told.Cure);

        Explanation secret = Assert.Single(
            FailureExplainer
                .Explain(
                    "E: Failed to fetch https://user:pass@repo.example.com/x.deb?sig=abcdefghijklmnop  404  Not Found"
                )
                .Causes
        );
        Assert.DoesNotContain("abcdefghijklmnop", secret.Cause);
    }

    [Fact]
    public void What_is_unknown_is_shown_as_it_is()
    {
        FailureExplanation told = FailureExplainer.Explain("Flux capacitor lost", ["line one", "", "E: never seen"]);

        Assert.Empty(told.Causes);
        Assert.Equal(["Flux capacitor lost", "line one", "E: never seen"], told.LastLines);
    }

    [Fact]
    public void Any_text_is_explained_without_an_error() =>
        Gen.Select(AnyText, AnyText)
            .Sample(
                (message, log) =>
                {
                    FailureExplanation told = FailureExplainer.Explain(message, log.Split('\n'));
                    Assert.All(
                        told.Causes.Concat(told.Consequences),
                        one =>
                        {
                            Assert.DoesNotContain('{', one.Row.Id);
                            Assert.DoesNotContain('\u001b', one.Cause + one.Cure);
                            Assert.InRange(one.Cause.Length, 1, 1500);
                        }
                    );
                },
                seed: "0000000000000",
                iter: 100
            );

    [Theory]
    [InlineData("\\")]
    [InlineData("a: ")]
    [InlineData("\"name\": \"x")]
    [InlineData("Failed to fetch https://x  ")]
    [InlineData("2026/11/20 10:00:00 ui: ==> azure-arm: ")]
    [InlineData("disallowed by policy \"name\": \"tags")]
    [InlineData("imageTemplates Internal error occurre GET ")]
    public void A_text_of_many_megabytes_is_explained_in_no_time(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 3_000_000 / part.Length));
        _ = FailureExplainer.Explain("curl: (6)");
        Stopwatch watch = Stopwatch.StartNew();

        _ = FailureExplainer.Explain(text, [text]);

        // A busy machine is slow; a pattern that backtracks would take hours.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }
}
