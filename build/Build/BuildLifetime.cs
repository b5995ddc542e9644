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
/// <remarks>Creates a lifetime that handles signals and records the outcome of the run.</remarks>
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
    private readonly Interruption _interruption = interruption;
    private readonly RunOutcome _outcome = outcome;
    private readonly RunTelemetry _telemetry = telemetry;
    private readonly CiOutput _ci = ci;
    private readonly RunMode _mode = mode;

    /// <inheritdoc/>
    public override void Setup(BuildContext context, ISetupContext info)
    {
        context.Given.RequireUsable();
        _interruption.Listen();
        _telemetry.Begin(context.Workspace.Target);
        _ci.Count = info.TasksToExecute.Count;
        _ci.Mask(context.Variables);
        if (!_mode.IsDryRun)
        {
            StageZero.RunAsync(context).GetAwaiter().GetResult();
        }
    }

    /// <inheritdoc/>
    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        _outcome.Note(info.ThrownException, _interruption.Token.IsCancellationRequested);
        if (_outcome.Detached)
        {
            _ci.PublishResumable();
        }
        if (info.ThrownException is { } failure && !_outcome.Detached && !_outcome.Interrupted)
        {
            FailureSummary summary = FailureSummary.Of(failure);
            summary.Lines.ToList().ForEach(line => context.Log.Information("{0}", line));
            _ci.Fail(summary.Annotation, context.Workspace);
        }
        if (context.Interrupted.IsCancellationRequested && context.JournalPath is { } journal)
        {
            context.Log.Information(
                "Stopped. Operations in progress are recorded in {0}; run the same command again to continue.",
                journal
            );
        }
        FullDisk.Report(context, info.ThrownException);
        _telemetry.End(info.ThrownException is null);
        context.Dispose();
    }
}
