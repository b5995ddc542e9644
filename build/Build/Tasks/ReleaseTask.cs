using Build.Comparing;
using Build.Evidence;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Evidence.Gate;

namespace Build.Tasks;

/// <summary>Marks the image as released if the verdict of this run passes; an earlier verdict is never read.</summary>
[TaskName("Release")]
[TaskDescription("Marks the image as released, by tag and as the latest gallery version, if it passes the gate.")]
[IsDependentOn(typeof(GateTask))]
public sealed class ReleaseTask(GateJudgement judgement) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        GateVerdict verdict = await judgement.VerdictAsync(context);
        verdict.RequirePassed();
        context.Log.Information("{0}", ReleaseNotes.Write(context, verdict.Image!));
        ImageRelease release = new(await context.ConnectAsync()) { Gallery = context.Settings.Gallery };
        context.Log.Information(
            "{0}",
            await release.MarkAsync(verdict.Image!, context.Time.GetUtcNow(), context.Interrupted)
        );
        ReleaseNotes.Remember(context, verdict.Image!);
    }
}
