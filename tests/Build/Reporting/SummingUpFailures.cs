using Build.Terminal;

namespace Build.Tests.Reporting;

public sealed class SummingUpFailures
{
    [Fact]
    public void A_known_failure_is_explained_below_the_message()
    {
        FailureSummary summary = FailureSummary.Of(
            new InvalidOperationException(
                "helm: GitHub cannot be reached.",
                new HttpRequestException("Name or service not known (api.github.com:443)")
            )
        );

        Assert.Contains(
            summary.Lines,
            line => line.StartsWith("Known failure name-unknown: ", StringComparison.Ordinal)
        );
        Assert.Equal("helm: GitHub cannot be reached.", summary.Annotation[0]);
        Assert.Contains(summary.Annotation, line => line.Contains("HTTPS_PROXY", StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_that_says_what_to_do_is_not_explained_twice()
    {
        FailureSummary summary = FailureSummary.Of(
            new InvalidOperationException("Could not x: ScopeLocked (409). Locked.\n  What to do: remove the lock.")
        );

        Assert.Empty(summary.Lines);
        Assert.Equal(["Could not x: ScopeLocked (409). Locked.", "  What to do: remove the lock."], summary.Annotation);
    }

    [Fact]
    public void An_unknown_failure_is_shown_as_it_is()
    {
        FailureSummary summary = FailureSummary.Of(
            new AggregateException(new InvalidOperationException("Something new."))
        );

        Assert.Empty(summary.Lines);
        Assert.Equal(["Something new."], summary.Annotation);
    }
}
