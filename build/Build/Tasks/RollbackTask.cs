using Build.Arguments;
using Build.Evidence;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.ImageLife;
using Jumpbox.Cleaning;
using Jumpbox.Life;

namespace Build.Tasks;

/// <summary>Makes the last good released version the latest again. A second run changes nothing.</summary>
[TaskName("Rollback")]
[TaskDescription("Makes the last good released version the latest again, and lists who still runs the bad one.")]
public sealed class RollbackTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        ImageLifecycle life = await LifeRecords.LifecycleAsync(context);
        (LifeRecord record, FoundImage latest) = await life.RollBackAsync(
            context.Given.Text(CommandLine.Environment),
            context.Given.Text(CommandLine.Image),
            context.Interrupted
        );
        (ImageIdentity identity, _) = await ImageEvidence.ReadAsync(context, latest);
        context.Log.Information("{0}: {1}.", latest.Name, identity.Line);
        await LifeRecords.WriteAsync(context, record with { Identity = identity });
    }
}
