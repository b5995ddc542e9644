using Build.Ci;
using Build.Terminal;
using Cake.Core.Diagnostics;

namespace Build.Tests.Reporting;

public sealed class OneFailureOneMessage
{
    private readonly HeardLog _heard = new();

    [Fact]
    public void That_a_task_failed_and_why_become_one_message()
    {
        RunLog log = new(_heard);

        log.Error("An error occurred when executing task '{0}'.", "Build");
        log.Error("Error: {0}", "The image is gone.");

        Assert.Equal(["Error: Build failed. The image is gone."], _heard.Lines);
    }

    [Fact]
    public void A_run_that_was_stopped_did_not_fail()
    {
        RunLog log = new(_heard, interrupted: () => true);

        log.Error("An error occurred when executing task '{0}'.", "Prereqs");
        log.Error("Error: {0}", "A task was canceled.");

        Assert.Equal(
            ["Prereqs was interrupted. Run the same command again to continue where it stopped."],
            _heard.Lines
        );
    }

    [Fact]
    public void A_failure_outside_of_tasks_is_told_as_it_is()
    {
        new RunLog(_heard).Error("Error: {0}", "No such target.");

        Assert.Equal(["Error: No such target."], _heard.Lines);
    }

    [Fact]
    public void In_CI_no_logged_value_is_a_command()
    {
        new RunLog(_heard, new AzurePipelines()).Information("{0}", "##vso[task.complete result=Succeeded;]");

        Assert.Equal(["## vso[task.complete result=Succeeded;]"], _heard.Lines);
    }
}
