using Build.Arguments;
using Build.Evidence;
using Build.Run;
using Cake.Frosting;
using Jumpbox.Azure.ImageLife;

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
        await LifeRecords.WriteAsync(
            context,
            await life.RollBackAsync(
                context.Given.Text(CommandLine.Environment),
                context.Given.Text(CommandLine.Image),
                context.Interrupted
            )
        );
    }
}
