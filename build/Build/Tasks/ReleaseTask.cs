using Build.Comparing;
using Build.Evidence;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.ImageLife;
using Jumpbox.Evidence.Gate;
using Jumpbox.Evidence.Report;

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
        EarlierRelease before = await ReleaseLookup.BeforeAsync(context, verdict.Image!);
        AzureSession azure = await context.ConnectAsync();
        ReleasedImages others = await new OtherReleases(azure, context.Settings).ReadAsync(
            verdict.Image!.ImageId,
            context.Interrupted
        );
        context.Log.Information("{0}", ReleaseNotes.Write(context, before, others));
        ImageRelease release = new(azure) { Gallery = context.Settings.Gallery };
        context.Log.Information(
            "{0}",
            await release.MarkAsync(verdict.Image!, context.Time.GetUtcNow(), context.Interrupted)
        );
        ReleaseNotes.Remember(context, verdict.Image!);
    }
}
