using Frosting.Tests.Host;

namespace Frosting.Tests;

public sealed class AskingTheHost
{
    [Fact]
    public void Tree_shows_what_depends_on_what_and_runs_nothing()
    {
        using HostRun run = HostRun.Of("--tree");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"Second\s+[│└├─]+First", run.Output);
        Assert.Empty(run.Notes.Lines);
    }

    [Fact]
    public void Description_shows_what_each_task_does_and_runs_nothing()
    {
        using HostRun run = HostRun.Of("--description");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"Second\s+Comes after the first\.", run.Output);
        Assert.Empty(run.Notes.Lines);
    }

    [Fact]
    public void A_dry_run_names_the_tasks_in_order_and_runs_none()
    {
        using HostRun run = HostRun.Of("--target=Second", "--dryrun");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"1\. First\s+2\. Second", run.Output);
        Assert.DoesNotContain("first", run.Notes.Lines);
        Assert.DoesNotContain("second", run.Notes.Lines);
    }

    [Fact]
    public void An_unknown_target_is_named_and_nothing_runs()
    {
        using HostRun run = HostRun.Of("--target=Sceond");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("The target 'Sceond' was not found.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("first", run.Notes.Lines);
    }

    [Fact]
    public void Verbosity_comes_from_the_command_line_and_else_from_the_settings()
    {
        Assert.DoesNotContain(
            "Finished",
            HostRun.Of("--target=First", "--verbosity=quiet").Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Executing task: First",
            HostRun
                .Of(
                    host => Cake.Frosting.CakeHostExtensions.UseCakeSetting(host, "Settings_Verbosity", "diagnostic"),
                    "--target=First"
                )
                .Output,
            StringComparison.Ordinal
        );
    }
}
