using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Azure;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Build.Terminal;

/// <summary>Runs the cleanup to the level of the settings and reports the outcome for each resource.</summary>
internal static class CleanUpNarration
{
    /// <summary>Cleans up and reports the outcomes.</summary>
    /// <param name="context">The run.</param>
    /// <param name="pipeline">The clients of the chain.</param>
    /// <param name="contentHash">The content of the run.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The resources that could not be deleted.</returns>
    public static async Task<IReadOnlyList<CleanedItem>> RunAsync(
        BuildContext context,
        ImagePipeline pipeline,
        string contentHash,
        CancellationToken cancellationToken
    )
    {
        CleanupLevel level = context.Settings.Cleanup;
        IReadOnlyList<CleanedItem> items = await pipeline.CleanUp.RunAsync(
            level,
            contentHash,
            await pipeline.Roles.GuidsAsync(cancellationToken),
            template => DownloadLogsAsync(context, pipeline, template, cancellationToken, contentHash),
            cancellationToken
        );
        InterruptedBuild.Settle(context, items);
        return Tell(context, items, $"Cleanup at level {level}");
    }

    /// <summary>Reports the outcome for each resource.</summary>
    /// <param name="context">The run.</param>
    /// <param name="items">The resources.</param>
    /// <param name="what">What was done, for the summary.</param>
    /// <returns>The resources that could not be deleted.</returns>
    public static IReadOnlyList<CleanedItem> Tell(BuildContext context, IReadOnlyList<CleanedItem> items, string what)
    {
        foreach (CleanedItem item in items)
        {
            Tell(context, item);
        }
        context.Log.Information(
            "{0}: {1} removed, {2} kept, {3} failed.",
            what,
            items.Count(item => item.Outcome == CleanedOutcome.Removed),
            items.Count(item => item.Outcome == CleanedOutcome.Left),
            items.Count(item => item.Outcome == CleanedOutcome.Failed)
        );
        return [.. items.Where(item => item.Outcome == CleanedOutcome.Failed)];
    }

    /// <summary>
    /// Downloads the logs of a template's last build: those of this content's template as evidence, those of earlier ones to
    /// a separate folder.
    /// </summary>
    /// <exception cref="AzureFailure">They could not be read.</exception>
    public static async Task DownloadLogsAsync(
        BuildContext context,
        ImagePipeline pipeline,
        ImageTemplate template,
        CancellationToken cancellationToken,
        string? contentHash = null
    )
    {
        if (template.LastRun.State == RunState.None)
        {
            return;
        }
        // A job of its own that cleans up has no record of the template.
        ResourceId? current =
            contentHash is not null ? context.Names.Template(contentHash)
            : File.Exists(context.Workspace.Template)
                ? ResourceId.Parse(TemplateRecord.Read(context.Workspace.Template).TemplateId)
            : null;
        string folder =
            current == template.Id
                ? context.Workspace.Logs
                : context.Workspace.Folder(Path.Combine("earlier-logs", template.Name));
        await pipeline.Logs.DownloadAsync(template.Id, folder, cancellationToken);
    }

    private static void Tell(BuildContext context, CleanedItem item)
    {
        switch (item.Outcome)
        {
            case CleanedOutcome.Removed:
                context.Log.Information("Removed {0}", item.Id);
                break;
            case CleanedOutcome.Left:
                context.Log.Information("Kept {0} because {1}.", item.Id, item.Reason);
                break;
            default:
                context.Log.Warning(
                    "Failed to remove {0}: {1}\n  Run this target again, or: {2}",
                    item.Id,
                    item.Reason,
                    item.Command
                );
                break;
        }
    }
}
