using Build.Arguments;
using Build.Evidence;
using Build.Run;
using Cake.Frosting;
using Jumpbox.Azure.ImageLife;

namespace Build.Tasks;

/// <summary>Ends the life of an image: it is no longer the latest, and Sweep deletes it later if nothing uses it.</summary>
[TaskName("Retire")]
[TaskDescription("Sets the end of an image's life and excludes it from latest; Sweep deletes it later. --image=NAME.")]
public sealed class RetireTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        ImageLifecycle life = await LifeRecords.LifecycleAsync(context);
        await LifeRecords.WriteAsync(
            context,
            await life.RetireAsync(
                context.Given.Text(CommandLine.Environment),
                context.Given.Text(CommandLine.Image)!,
                context.Interrupted
            )
        );
    }
}
