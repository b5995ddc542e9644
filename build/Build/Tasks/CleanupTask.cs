using Build.Reporting;
using Cake.Core;
using Cake.Frosting;
using Jumpbox.Cleaning;

namespace Build.Tasks;

/// <summary>Takes away what is not needed any more, to the level that is asked for. The image stays.</summary>
[TaskName("Cleanup")]
[TaskDescription("Takes away what is not needed any more: --cleanup=role, template or all. The image stays.")]
[IsDependentOn(typeof(LogsTask))]
public sealed class CleanupTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        IReadOnlyList<CleanedItem> stayed = await CleanUpNarration.RunAsync(
            context,
            await context.PipelineAsync(),
            context.Interrupted
        );
        if (stayed.Count > 0)
        {
            throw new CakeException(
                $"Clean-up could not remove {stayed.Count} of the things that it should have removed; each is named above with "
                    + "its reason and the command to remove it. The same command tries again."
            );
        }
    }
}
