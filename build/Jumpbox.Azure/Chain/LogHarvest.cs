using Jumpbox.Settings;

namespace Jumpbox.Azure.Chain;

/// <summary>Brings the logs of an image build home before anything is taken away.</summary>
public sealed class LogHarvest
{
    private readonly AzureSession _azure;

    /// <summary>Harvests through a session.</summary>
    /// <param name="azure">The session.</param>
    public LogHarvest(AzureSession azure) => _azure = azure;

    /// <summary>Copies the stored logs of a template's newest build.</summary>
    /// <param name="templateId">The template.</param>
    /// <param name="folder">Where the files go, by their own names.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The files; empty when Azure has stored none, or the template is gone.</returns>
    /// <exception cref="AzureFailure">They could not be read.</exception>
    public async Task<IReadOnlyList<string>> BringHomeAsync(
        ResourceId templateId,
        string folder,
        CancellationToken cancel
    ) =>
        await _azure.ImageTemplates.GetAsync(templateId, cancel) is { } template
            ? await BringHomeAsync(template, folder, cancel)
            : [];

    /// <summary>Copies the stored logs of a template's newest build.</summary>
    /// <param name="template">The template as it was seen after the build.</param>
    /// <param name="folder">Where the files go, by their own names.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The files; empty when Azure has stored none.</returns>
    /// <exception cref="AzureFailure">They could not be read.</exception>
    public async Task<IReadOnlyList<string>> BringHomeAsync(
        ImageTemplate template,
        string folder,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(template);
        if (template.StagingGroup is not { } group)
        {
            return [];
        }
        IReadOnlyList<StoredLog> logs = await _azure.BuildLogs.ListStoredAsync(group, cancel);
        await Task.WhenAll(
            logs.Select(log => _azure.BuildLogs.DownloadAsync(log, Path.Combine(folder, log.Name), cancel))
        );
        return [.. logs.Select(log => Path.Combine(folder, log.Name))];
    }
}
