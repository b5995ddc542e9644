using Jumpbox.Azure.Clients;
using Jumpbox.Journaling;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>The build of a template that the journal says a run has begun and not seen the end of.</summary>
/// <param name="azure">The session.</param>
/// <param name="templateId">The template.</param>
/// <param name="imageId">The image that the build creates; null for an image without a fixed id.</param>
internal sealed class BegunBuild(AzureSession azure, ResourceId templateId, string? imageId)
{
    /// <summary>Whether the template's last build is the end of it.</summary>
    public bool IsEndOf(ImageTemplate template) =>
        azure.ImageTemplates.FindStarted(templateId) is { } begun
        && !template.LastRun.IsRunning
        && template.LastRun.State is not (RunState.None or RunState.Canceled)
        && begun.Before != template.LastRun.Mark;

    /// <summary>Notes its end in the journal; does nothing while the build is running.</summary>
    public void Settle(ImageRun run)
    {
        if (!run.IsRunning && azure.ImageTemplates.FindStarted(templateId) is { } begun)
        {
            bool ran = begun.Before != run.Mark;
            bool succeeded = ran && run.State == RunState.Succeeded;
            azure.Options.Journal!.Settle(
                begun.Number,
                succeeded ? EffectState.Done : EffectState.Failed,
                succeeded ? null
                    : ran ? run.State.ToString()
                    : "never begun",
                succeeded && imageId is { } image ? [image] : null
            );
        }
    }
}
