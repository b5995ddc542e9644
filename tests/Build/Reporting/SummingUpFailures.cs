using Build.Preflight;
using Build.Terminal;
using Jumpbox.Settings;

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
    public void What_is_refused_before_the_first_target_has_its_own_cures()
    {
        const string Refused =
            "management.azure.com cannot be resolved: Name or service not known. Check this machine's network.";

        Assert.Empty(FailureSummary.Of(new SettingsException(Refused)).Lines);
        Assert.Empty(FailureSummary.Of(new PreflightException(Refused)).Lines);
    }

    [Theory]
    [InlineData("No space left on device : '/artifacts/journal/local.jsonl'")]
    [InlineData("Read-only file system : '/artifacts/run.json'")]
    public void A_file_of_this_machine_is_not_explained_as_one_of_the_build_VM(string message)
    {
        Assert.Empty(FailureSummary.Of(new IOException(message)).Lines);
        Assert.Empty(
            FailureSummary.Of(new InvalidOperationException($"Not recorded: {message}", new IOException(message))).Lines
        );
        Assert.NotEmpty(FailureSummary.Of(new InvalidOperationException(message)).Lines);
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
