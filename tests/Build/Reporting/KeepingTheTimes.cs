using Build.Ci;
using Build.Telemetry;
using Build.Tests.Steps;
using Cake.Core;
using Jumpbox.Evidence.Report;

namespace Build.Tests.Reporting;

public sealed class KeepingTheTimes
{
    [Fact]
    public void Times_that_cannot_be_written_are_one_sentence_and_no_failure()
    {
        HeardLog log = new();
        using TestRunContext run = new(log);
        using RunTelemetry telemetry = new();
        CakeEnvironment environment = new(new CakePlatform(), new CakeRuntime());
        BuildTaskLifetime lifetime = new(new CiOutput(null, log, new CakeConsole(environment)), telemetry);
        // A folder in its place is what a full disk is to a file: it cannot be written.
        Directory.CreateDirectory(
            System.IO.Path.Combine(run.Context.Workspace.Folder(RunTimes.FileName), "in the way")
        );
        Assert.True(run.Context.Workspace.IsLocked);
        telemetry.BeginTarget("Build");

        lifetime.Teardown(
            run.Context,
            new TaskTeardownContext(run.Context, new CakeTask("Build"), TimeSpan.Zero, false, null)
        );

        Assert.Contains(RunTimes.FileName, Assert.Single(log.Lines), StringComparison.Ordinal);
    }
}
