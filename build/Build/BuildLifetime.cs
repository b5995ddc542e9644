using Build.Ci;
using Build.Preflight;
using Build.Run;
using Build.Telemetry;
using Build.Terminal;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Build;

/// <summary>Setup and teardown of a run. Setup changes nothing, because Cake calls it for a dry run too.</summary>
/// <param name="interruption">Ctrl+C and SIGTERM.</param>
/// <param name="outcome">Takes the failure, if there is one.</param>
/// <param name="telemetry">Keeps the time.</param>
/// <param name="ci">Notified when a build continues without this run.</param>
/// <param name="mode">Whether anything runs at all.</param>
internal sealed class BuildLifetime(
    Interruption interruption,
    RunOutcome outcome,
    RunTelemetry telemetry,
    CiOutput ci,
    RunMode mode
) : FrostingLifetime<BuildContext>
{
    /// <inheritdoc/>
    public override void Setup(BuildContext context, ISetupContext info)
    {
        context.Given.RequireUsable();
        interruption.Listen();
        telemetry.Begin(context.Workspace.Target);
        ci.Count = info.TasksToExecute.Count;
        ci.Mask(context.Variables);
        if (!mode.IsDryRun)
        {
            StageZero.RunAsync(context).GetAwaiter().GetResult();
        }
    }

    /// <inheritdoc/>
    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        outcome.Note(info.ThrownException, interruption.Token.IsCancellationRequested);
        if (outcome.Detached)
        {
            ci.PublishResumable();
        }
        if (info.ThrownException is { } failure && !outcome.Detached && !outcome.Interrupted)
        {
            FailureSummary summary = FailureSummary.Of(failure);
            summary.Lines.ToList().ForEach(line => context.Log.Information("{0}", line));
            ci.Fail(summary.Annotation, context.Workspace);
        }
        if (context.Interrupted.IsCancellationRequested && context.JournalPath is { } journal)
        {
            context.Log.Information(
                "Stopped. Operations in progress are recorded in {0}; run the same command again to continue.",
                journal
            );
        }
        FullDisk.Report(context, info.ThrownException);
        telemetry.End(info.ThrownException is null);
        context.Dispose();
    }
}
