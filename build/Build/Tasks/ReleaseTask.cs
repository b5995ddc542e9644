using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.Chain;
using Jumpbox.Evidence;
using Jumpbox.Gating;

namespace Build.Tasks;

/// <summary>Marks the image as released, when the gate lets it pass.</summary>
[TaskName("Release")]
[TaskDescription("Marks the image as released, by tag and as the gallery's latest version, when Gate lets it pass.")]
[IsDependentOn(typeof(GateTask))]
public sealed class ReleaseTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        GateVerdict verdict = GateVerdict.Read(context.Workspace.Root);
        verdict.RequirePassedFor(EvidenceFiles.Read(context.Workspace.Root), context.Time.GetUtcNow());
        ImageRecord record = ImageRecord.Read(context.Workspace.ImageRecord);
        ImageRelease release = new(await context.ConnectAsync());
        context.Log.Information("{0}", await release.MarkAsync(record, context.Time.GetUtcNow(), context.Interrupted));
    }
}
