using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>Downloads the logs of an image build before anything is deleted.</summary>
public sealed class LogDownload(AzureSession azure)
{
    /// <summary>Downloads the stored logs of a template's newest build.</summary>
    /// <param name="templateId">The template.</param>
    /// <param name="folder">The target folder.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The files; empty when Azure has stored none, or the template no longer exists.</returns>
    /// <exception cref="AzureFailure">They could not be read.</exception>
    public async Task<IReadOnlyList<string>> DownloadAsync(
        ResourceId templateId,
        string folder,
        CancellationToken cancellationToken
    ) =>
        await azure.ImageTemplates.GetAsync(templateId, cancellationToken) is { } template
            ? await DownloadAsync(template, folder, cancellationToken)
            : [];

    /// <summary>Downloads the stored logs of a template's newest build.</summary>
    /// <param name="template">The template after the build.</param>
    /// <param name="folder">The target folder.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The files; empty when Azure has stored none.</returns>
    /// <exception cref="AzureFailure">They could not be read.</exception>
    public async Task<IReadOnlyList<string>> DownloadAsync(
        ImageTemplate template,
        string folder,
        CancellationToken cancellationToken
    )
    {
        if (template.StagingGroup is not { } group)
        {
            return [];
        }
        IReadOnlyList<StoredLog> logs = await azure.BuildLogs.ListStoredAsync(group, cancellationToken);
        await Task.WhenAll(
            logs.Select(log => azure.BuildLogs.DownloadAsync(log, Path.Combine(folder, log.Name), cancellationToken))
        );
        return [.. logs.Select(log => Path.Combine(folder, log.Name)).Where(File.Exists)];
    }

    /// <summary>
    /// Downloads the stored logs if possible. An error of the storage account or the disk does not fail the build, whose
    /// image does not depend on them.
    /// </summary>
    /// <param name="templateId">The template.</param>
    /// <param name="seen">The template after the build; null to read it first.</param>
    /// <param name="folder">The target folder.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<LogDownloadOutcome> TryDownloadAsync(
        ResourceId templateId,
        ImageTemplate? seen,
        string folder,
        CancellationToken cancellationToken
    )
    {
        try
        {
            IReadOnlyList<string> files = seen is null
                ? await DownloadAsync(templateId, folder, cancellationToken)
                : await DownloadAsync(seen, folder, cancellationToken);
            return new LogDownloadOutcome(
                files,
                files.Count > 0 ? null : "Azure stored no log, or its storage account no longer exists."
            );
        }
        catch (AzureFailure failure)
        {
            return new LogDownloadOutcome([], PlainText.Line(failure.Message));
        }
        catch (Exception failure)
            when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new LogDownloadOutcome([], PlainText.Line(Redaction.Scrub(failure.GetBaseException().Message)));
        }
    }
}

/// <summary>The downloaded logs of an image build.</summary>
/// <param name="Files">The files; empty when there are none.</param>
/// <param name="Missing">Why there are none, in one line; null otherwise.</param>
public sealed record LogDownloadOutcome(IReadOnlyList<string> Files, string? Missing);
