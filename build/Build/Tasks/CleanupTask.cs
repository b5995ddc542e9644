using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Azure.Chain;

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
        ImagePipeline pipeline = await context.PipelineAsync();
        IReadOnlyList<ImageTemplate> templates = await pipeline.CleanUp.TemplatesAsync(context.Interrupted);
        foreach (ImageTemplate template in templates.Where(template => template.LastRun.Started is not null))
        {
            await pipeline.Logs.BringHomeAsync(template.Id, context.Workspace.Logs, context.Interrupted);
        }
        IReadOnlyList<CleanedItem> items = await pipeline.CleanUp.RunAsync(
            context.Settings.Cleanup,
            await pipeline.Roles.GuidsAsync(context.Interrupted),
            templates,
            context.Interrupted
        );
        foreach (CleanedItem item in items.Where(item => item.Removed))
        {
            context.Log.Information("Removed {0}", item.Id);
        }
        foreach (CleanedItem item in items.Where(item => item.Kept is not null))
        {
            context.Log.Warning("Kept {0}: {1}", item.Id, item.Kept);
        }
        context.Log.Information(
            "Clean-up to level {0}: {1} removed, {2} kept.",
            context.Settings.Cleanup,
            items.Count(item => item.Removed),
            items.Count(item => item.Kept is not null)
        );
    }
}
