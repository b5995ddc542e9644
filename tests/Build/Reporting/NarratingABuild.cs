using Build.Terminal;
using Jumpbox.Evidence.Log;

namespace Build.Tests.Reporting;

public sealed class NarratingABuild
{
    private readonly BuildNarration _narration = new(Moments.Record);

    [Fact]
    public void Steps_and_validations_are_counted_on_their_own_and_named_by_the_template()
    {
        List<string> lines =
        [
            .. _narration.Take(Moments.Poll("Building")),
            .. _narration.Take(Moments.Poll("Customizing", Moments.Step(), Moments.Step())),
            .. _narration.Take(Moments.Poll("Validating", Moments.Deprovision, Moments.Step())),
            .. _narration.Take(Moments.Poll("Distributing")),
        ];

        Assert.Equal(
            [
                "Building",
                "Customizing",
                "  step 1 of 2: harden-sshd",
                "  step 2 of 2: install-tools",
                "  deprovision",
                "Validating",
                "  validation 1 of 1: tool-versions",
                "Distributing",
            ],
            lines
        );
    }

    [Fact]
    public void A_validation_that_the_log_has_before_its_phase_is_reported_waits_for_the_phase()
    {
        List<string> lines =
        [
            .. _narration.Take(
                Moments.Poll("Customizing", Moments.Step(), Moments.Step(), Moments.Deprovision, Moments.Step())
            ),
            .. _narration.Take(Moments.Poll("Validating")),
        ];

        Assert.Equal(["  deprovision", "Validating", "  validation 1 of 1: tool-versions"], lines[^3..]);
    }

    [Fact]
    public void More_steps_than_the_template_has_are_not_counted()
    {
        IReadOnlyList<string> lines = _narration.Take(
            Moments.Poll(
                "Validating",
                Moments.Step(),
                Moments.Step(),
                Moments.Deprovision,
                Moments.Step(),
                Moments.Step()
            )
        );

        Assert.Equal("  shell", lines[^1]);
    }

    [Fact]
    public void What_did_not_change_is_not_told_again()
    {
        _narration.Take(Moments.Poll("Customizing", Moments.Step()));

        Assert.Empty(_narration.Take(Moments.Poll("Customizing")));
    }

    [Fact]
    public void That_Azure_does_not_answer_is_told_once_and_its_end_too()
    {
        List<string> lines =
        [
            .. _narration.Take(Moments.Poll("Building")),
            .. _narration.Take(Moments.Blind()),
            .. _narration.Take(Moments.Blind()),
            .. _narration.Take(Moments.Poll("Building")),
        ];

        Assert.Equal(
            [
                "Building",
                "Azure cannot report the state of the build right now (ServerBusy); waiting.",
                "Azure reports the state of the build again.",
            ],
            lines
        );
    }

    [Fact]
    public void The_last_line_is_what_the_machine_said()
    {
        _narration.Take(Moments.Poll("Customizing", Moments.Step("jumpbox: installed kubectl")));

        Assert.Equal("jumpbox: installed kubectl", _narration.LastLine);
    }

    [Fact]
    public void A_verdict_names_template_state_phase_and_where_the_logs_are()
    {
        _narration.Take(Moments.Poll("Customizing"));

        string verdict = BuildNarration.Verdict(_narration.Template, NoLogs, "/logs");

        Assert.All(
            ["imgt", "Running", "Customizing", "/logs"],
            word => Assert.Contains(word, verdict, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_verdict_without_logs_says_why_there_are_none()
    {
        string verdict = BuildNarration.Verdict(_narration.Template, NoLogs, "/logs", "refused");

        Assert.Contains("refused", verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("/logs", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_says_what_to_do_even_when_nothing_is_known() =>
        Assert.Contains(
            "What to do: ",
            BuildNarration.Verdict(_narration.Template, NoLogs, "/logs"),
            StringComparison.Ordinal
        );

    private static LogSummary NoLogs => new(CustomizationLog.Empty, CustomizationLog.Empty);
}
