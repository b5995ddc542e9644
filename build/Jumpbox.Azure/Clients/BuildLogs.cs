using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Storage.Blobs.Models;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// The log of an image build. While the build runs, its lines are in a container instance; afterwards they are in the storage
/// account of the staging group.
/// </summary>
internal sealed class BuildLogs
{
    private const string BuildContainer = "vmimagebuilder-build-container-";
    private readonly ArmSender _client;
    private readonly StagingStorage _storage;

    internal BuildLogs(ArmSender client, StagingStorage storage)
    {
        _client = client;
        _storage = storage;
    }

    /// <summary>Reads the lines that the running build has written since the last call.</summary>
    /// <param name="stagingGroup">The template's staging group.</param>
    /// <param name="cursor">The cursor of the last call; <see cref="LogCursor.Start"/> at first.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The new text, empty if there is none or no build container, and the next cursor.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<(string News, LogCursor Next)> ReadLiveAsync(
        ResourceId stagingGroup,
        LogCursor cursor,
        CancellationToken cancellationToken
    )
    {
        string? source = cursor.Source ?? await FindContainerAsync(stagingGroup, cancellationToken);
        if (source is null)
        {
            return ("", cursor);
        }
        ArmCall call = new("read the live build log", RequestMethod.Get, source, ApiVersions.ContainerInstance);
        JsonObject? body = await _client.ReadAsync(call, cancellationToken);
        return body.Text("content") is { } content
            ? (cursor with { Source = source }).Advance(Redaction.Scrub(content))
            : ("", cursor);
    }

    /// <summary>Lists the logs of the newest build with stored logs.</summary>
    /// <param name="stagingGroup">The template's staging group.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The logs; empty when there are none or the group no longer exists.</returns>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public async Task<IReadOnlyList<StoredLog>> ListStoredAsync(
        ResourceId stagingGroup,
        CancellationToken cancellationToken
    )
    {
        List<StoredLog> all = [];
        await foreach (JsonObject account in _storage.ListAccountsAsync(stagingGroup, cancellationToken))
        {
            string id = account.Text("id") ?? "";
            await foreach (BlobItem blob in _storage.ListLogsAsync(id, cancellationToken))
            {
                int slash = blob.Name.LastIndexOf('/');
                all.Add(
                    new StoredLog(
                        blob.Name[(slash + 1)..],
                        slash < 0 ? "" : blob.Name[..slash],
                        blob.Properties.ContentLength ?? 0,
                        blob.Properties.LastModified,
                        id
                    )
                );
            }
        }
        return NewestFolder(all);
    }

    /// <summary>Downloads a stored log, completely or not at all.</summary>
    /// <param name="log">The log.</param>
    /// <param name="file">The target; an existing file is replaced.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public Task DownloadAsync(StoredLog log, string file, CancellationToken cancellationToken) =>
        _storage.DownloadAsync(log, file, cancellationToken);

    /// <summary>Returns the logs of the newest build: those in the folder with the latest write.</summary>
    internal static IReadOnlyList<StoredLog> NewestFolder(IReadOnlyList<StoredLog> logs) =>
        logs.GroupBy(log => (log.AccountId, log.Folder))
            .OrderByDescending(folder => folder.Max(log => log.LastModified ?? DateTimeOffset.MinValue))
            .ThenBy(folder => folder.Key.Folder, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.OrderBy(log => log.Name, StringComparer.Ordinal)
            .ToList()
        ?? [];

    private async Task<string?> FindContainerAsync(ResourceId stagingGroup, CancellationToken cancellationToken)
    {
        string path = $"{stagingGroup}/providers/Microsoft.ContainerInstance/containerGroups";
        ArmCall call = new("find the build container", RequestMethod.Get, path, ApiVersions.ContainerInstance);
        await foreach (JsonObject group in _client.ListAsync(call, cancellationToken))
        {
            string name = group.Text("name") ?? "";
            if (!name.StartsWith(BuildContainer, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }
            string container = group.Objects("properties", "containers").FirstOrDefault().Text("name") ?? name;
            return $"{path}/{name}/containers/{container}/logs";
        }
        return null;
    }
}

/// <summary>A log that Azure keeps in the staging group's storage after a build.</summary>
/// <param name="Name">For example <c>customization.log</c>.</param>
/// <param name="Folder">The folder of the build, a GUID.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="LastModified">The time of the last write.</param>
/// <param name="AccountId">The storage account.</param>
internal sealed record StoredLog(string Name, string Folder, long Size, DateTimeOffset? LastModified, string AccountId);
