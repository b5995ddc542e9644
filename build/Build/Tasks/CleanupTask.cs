using Build.Run;
using Build.Terminal;
using Cake.Core;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Cleaning;
using Jumpbox.Templates;

namespace Build.Tasks;

/// <summary>
/// Deletes what the run of this content does not need any more, to the level that is asked for. The image stays, and so does
/// what another content's template needs.
/// </summary>
[TaskName("Cleanup")]
[TaskDescription("Takes away what is not needed any more: --cleanup=role, template or all. The image stays.")]
[IsDependentOn(typeof(LogsTask))]
internal sealed class CleanupTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        ImagePipeline pipeline = await context.PipelineAsync();
        TemplateRecord content = await pipeline.Template.DescribeAsync(
            await context.CustomizerAsync(),
            context.Pins,
            await context.RevisionAsync(),
            context.Interrupted
        );
        IReadOnlyList<CleanedItem> stayed = await CleanUpNarration.RunAsync(
            context,
            pipeline,
            content.ContentHash,
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
