using Build.Ci;
using Build.Run;
using Build.Telemetry;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Evidence.Report;
using Jumpbox.Settings;

namespace Build;

/// <summary>
/// Setup and teardown of each task: in CI its lines become a group, and its results are published for later steps.
/// </summary>
/// <param name="ci">The CI output.</param>
/// <param name="telemetry">Records times.</param>
internal sealed class BuildTaskLifetime(CiOutput ci, RunTelemetry telemetry) : FrostingTaskLifetime<BuildContext>
{
    /// <inheritdoc/>
    public override void Setup(BuildContext context, ITaskSetupContext info)
    {
        ci.Begin(info.Task.Name);
        telemetry.BeginTarget(info.Task.Name);
        context.OnTarget?.Invoke(info.Task.Name);
    }

    /// <inheritdoc/>
    public override void Teardown(BuildContext context, ITaskTeardownContext info)
    {
        IReadOnlyList<RunSpan> spans = telemetry.EndTarget(info.Successful);
        // A target that needs no folder creates none.
        if (context.Workspace.IsLocked)
        {
            Write(context, spans);
        }
        ci.End(info.Task.Name, info.Successful && !info.Skipped, context.Workspace);
    }

    // Nothing depends on the file: a full disk must not make a target fail that succeeded, or hide why one failed.
    private static void Write(BuildContext context, IReadOnlyList<RunSpan> spans)
    {
        try
        {
            RunTimes.Read(context.Workspace.Root).With(spans).WriteTo(context.Workspace.Root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SettingsException)
        {
            context.Log.Warning(
                "The times of this run could not be written to {0}, so the report lacks them: {1}",
                Path.Combine(context.Workspace.Path, RunTimes.FileName),
                error.Message
            );
        }
    }
}
