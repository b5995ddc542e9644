using Build.Arguments;
using Build.Run;
using Build.Testing;
using Cake.Common.Tools.DotNet;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Files;
using Jumpbox.Settings;

namespace Build.Tasks;

/// <summary>Runs all tests, or those of <c>--project</c> and <c>--filter</c>, and writes the results for CI.</summary>
[TaskName("Test")]
[TaskDescription("Runs all tests; --project=NAME for one project, --filter=NAME for some tests.")]
public sealed class TestTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        if (!Checkout.Exists)
        {
            throw new SettingsException(
                "The target Test runs the tests of the pipeline itself, which are not part of the tool: clone its repository and run "
                    + "./build.sh --target=Test there. To verify your settings and pins, run Check, Plan and Rehearse."
            );
        }
        using TemporaryFolder temporary = new();
        using CompilerServer compiler = new(context, temporary);
        TestRun run = TestRun.Of(context, temporary);
        CakeException? failure = null;
        try
        {
            CompiledTests.Build(context, run);
            context.DotNetTest(run.Path, run.Settings);
        }
        catch (CakeException error)
        {
            failure = error;
        }
        TestSummary summary = TestSummary.Read(run.Results);
        AtomicFile.Write(context.Workspace.TestJUnit, summary.ToJUnit());
        foreach ((string reason, int count) in summary.SkipReasons)
        {
            context.Log.Information("{0} skipped: {1}", count, reason);
        }
        foreach (string name in summary.FailedNames)
        {
            context.Log.Error("failed: {0}", name);
        }
        foreach (string file in summary.Unreadable)
        {
            context.Log.Error("{0}", file);
        }
        if (context.Given.IsOn(CommandLine.Coverage))
        {
            foreach (string line in CoverageFiles.Write(run.Results, context.Workspace))
            {
                context.Log.Information("{0}", line);
            }
        }
        context.Log.Information("{0}", summary);
        if (failure is not null || summary.Failed + summary.Unreadable.Count > 0)
        {
            throw new CakeException(
                summary.Failed > 0
                    ? $"{summary}. The results are in {run.Results}."
                    : "The tests did not run to completion; the reason is above.",
                failure
            );
        }
        if (summary.Passed + summary.Skipped == 0)
        {
            throw new CakeException("No test matched: --filter takes part of Namespace.Class.Method.");
        }
    }
}
