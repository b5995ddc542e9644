using Build.Run;
using Build.Terminal;
using Cake.Core;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Cleaning;
using Jumpbox.Templates;

namespace Build.Tasks;

/// <summary>
/// Deletes what the run of this content no longer needs, up to the requested level. The image stays, and so does what another
/// content's template needs.
/// </summary>
[TaskName("Cleanup")]
[TaskDescription("Deletes what is no longer needed: --cleanup=role, template or all. Keeps the image.")]
[IsDependentOn(typeof(LogsTask))]
public sealed class CleanupTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        ImagePipeline pipeline = await context.PipelineAsync();
        TemplateRecord content = await context.DescribeAsync();
        IReadOnlyList<CleanedItem> stayed = await CleanUpNarration.RunAsync(
            context,
            pipeline,
            content.ContentHash,
            context.Interrupted
        );
        if (stayed.Count > 0)
        {
            throw new CakeException(
                $"Cleanup failed to remove {stayed.Count} resource(s); each is listed above with "
                    + "the reason and the command to remove it. Run the same command again to retry."
            );
        }
    }
}
