using Build.Arguments;
using Build.Evidence;
using Build.Run;
using Cake.Frosting;
using Jumpbox.Azure.ImageLife;

namespace Build.Tasks;

/// <summary>Revokes a release permanently; Gate, Release and Promote refuse the image and what is built on it.</summary>
[TaskName("Revoke")]
[TaskDescription("Revokes a release and its promoted copies permanently. --image=NAME --reason=TEXT.")]
public sealed class RevokeTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        ImageLifecycle life = await LifeRecords.LifecycleAsync(context);
        await LifeRecords.WriteAsync(
            context,
            await life.RevokeAsync(
                context.Given.Text(CommandLine.Environment),
                context.Given.Text(CommandLine.Image)!,
                context.Given.Text(CommandLine.Reason)!,
                context.Interrupted
            )
        );
    }
}
