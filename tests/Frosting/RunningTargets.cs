using Frosting.Tests.Host;

namespace Frosting.Tests;

public sealed class RunningTargets
{
    [Fact]
    public void A_target_runs_after_those_it_depends_on_with_lifetimes_around()
    {
        using HostRun run = HostRun.Of("--target=Second");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["setup", "<First", "first", "First>", "<Second", "second", "Second>", "teardown"],
            run.Notes.Lines
        );
    }

    [Fact]
    public void Without_a_target_Default_runs() => Assert.Contains("default", HostRun.Of().Notes.Lines);

    [Fact]
    public void An_argument_that_is_not_Cakes_reaches_the_task() =>
        Assert.Contains("hello", HostRun.Of("--word=hello").Notes.Lines);

    [Fact]
    public void Several_targets_run_in_their_order_and_each_task_once() =>
        Assert.Equal(
            ["first", "last"],
            HostRun.Of("--target=First", "--target=Last", "--exclusive").Notes.Lines.Where(IsWork)
        );

    [Fact]
    public void Exclusive_leaves_out_what_the_target_depends_on() =>
        Assert.Equal(["second"], HostRun.Of("--target=Second", "--exclusive").Notes.Lines.Where(IsWork));

    [Fact]
    public void A_task_can_put_itself_before_another() =>
        Assert.Equal(["inserted", "last"], HostRun.Of("--target=Last").Notes.Lines.Where(IsWork));

    [Fact]
    public void A_task_that_need_not_run_is_skipped_and_the_next_one_runs()
    {
        using HostRun run = HostRun.Of("--target=AfterUnwanted");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["after"], run.Notes.Lines.Where(IsWork));
    }

    [Fact]
    public void A_target_that_need_not_run_is_a_failure_as_everywhere_in_Cake()
    {
        using HostRun run = HostRun.Of("--target=Unwanted");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("skipped due to a criteria", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_task_ends_the_run_and_teardown_runs_all_the_same()
    {
        using HostRun run = HostRun.Of("--target=AfterFailing");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("never", run.Notes.Lines);
        Assert.Equal("teardown after 2 notes, and no more", run.Notes.Lines[^1]);
        Assert.Contains("Error: 2 notes, and no more", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_failure_is_forgiven_the_next_task_runs()
    {
        using HostRun run = HostRun.Of("--target=AfterForgiven");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("went on", run.Notes.Lines);
    }

    [Fact]
    public void A_task_may_handle_its_failure_and_has_the_last_word()
    {
        using HostRun run = HostRun.Of("--target=Handling");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["handled to be handled", "finally"], run.Notes.Lines.Where(IsWork));
    }

    private static bool IsWork(string note) =>
        !note.StartsWith('<') && !note.EndsWith('>') && note is not ("setup" or "teardown");
}
