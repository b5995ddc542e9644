using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// The storage account of a staging group. Read with Microsoft Entra ID; with the account key if the account has no data
/// role, like an Owner.
/// </summary>
internal sealed class StagingStorage(
    ArmSender client,
    TokenCredential credential,
    HttpPipelineTransport transport,
    Contact contact,
    HostMessages news,
    DataRole role
)
{
    private const string Container = "packerlogs";
    private readonly ConcurrentDictionary<string, BlobContainerClient> _containers = new(
        StringComparer.OrdinalIgnoreCase
    );

    private readonly ConcurrentDictionary<string, JsonObject> _listed = new(StringComparer.OrdinalIgnoreCase);

    public async IAsyncEnumerable<JsonObject> ListAccountsAsync(
        ResourceId group,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string path = $"{group}/providers/Microsoft.Storage/storageAccounts";
        ArmCall call = new("list the staging storage", RequestMethod.Get, path, ApiVersions.Storage);
        await foreach (JsonObject account in client.ListAsync(call, cancellationToken))
        {
            _listed[account.Text("id") ?? ""] = account;
            yield return account;
        }
    }

    public async IAsyncEnumerable<BlobItem> ListLogsAsync(
        string accountId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        List<BlobItem> found = [];
        await ReadAsync(
            accountId,
            "list the stored build logs",
            async (container, cancellationToken) =>
            {
                found.Clear();
                int pages = 0;
                await foreach (
                    Page<BlobItem> page in container.GetBlobsAsync(cancellationToken: cancellationToken).AsPages()
                )
                {
                    found.AddRange(page.Values);
                    if (++pages >= Limits.Pages && page.ContinuationToken is not (null or ""))
                    {
                        throw new BoundaryException(
                            BoundaryException.Endless,
                            $"The list has more than {Limits.Pages} pages, which is not plausible.",
                            "Something between this machine and Azure is altering responses: check the proxy."
                        );
                    }
                }
            },
            cancellationToken
        );
        foreach (BlobItem blob in found)
        {
            yield return blob;
        }
    }

    public async Task DownloadAsync(StoredLog log, string file, CancellationToken cancellationToken)
    {
        string half = file + ".part";
        string clean = file + ".clean";
        LogWindow window = LogWindow.Of(log.Size, Limits.LogBytes);
        try
        {
            bool found = await ReadPartAsync(log, new HttpRange(0, window.Head), half, cancellationToken);
            if (!found)
            {
                return;
            }
            await using (StreamWriter writer = new(clean) { NewLine = "\n" })
            {
                await LogCopy.AppendAsync(half, writer, cancellationToken);
                if (window.Tail > 0)
                {
                    await writer.WriteLineAsync(window.Notice.AsMemory(), cancellationToken);
                    HttpRange tail = new(log.Size - window.Tail, window.Tail);
                    if (await ReadPartAsync(log, tail, half, cancellationToken))
                    {
                        await LogCopy.AppendAsync(half, writer, cancellationToken);
                    }
                }
            }
            File.Move(clean, file, overwrite: true);
        }
        finally
        {
            File.Delete(half);
            File.Delete(clean);
        }
    }

    // False if the log does not exist (any longer).
    private async Task<bool> ReadPartAsync(
        StoredLog log,
        HttpRange range,
        string file,
        CancellationToken cancellationToken
    )
    {
        File.Delete(file);
        await ReadAsync(
            log.AccountId,
            $"read the stored build log {log.Name}",
            async (container, cancellationToken) =>
            {
                BlobClient blob = container.GetBlobClient(
                    log.Folder.Length == 0 ? log.Name : $"{log.Folder}/{log.Name}"
                );
                // An empty blob has no first byte, so a range of it is an error.
                BlobDownloadOptions part = new() { Range = range.Length == 0 ? default : range };
                BlobDownloadStreamingResult answer = await blob.DownloadStreamingAsync(part, cancellationToken);
                await using Stream body = answer.Content;
                await using FileStream target = File.Create(file);
                await body.CopyToAsync(target, cancellationToken);
                // A log grows and never shrinks.
                if (target.Length < range.Length)
                {
                    throw new BrokenAnswerException(
                        Origin.Show(blob.Uri),
                        $"has {target.Length} of the {range.Length} bytes of {log.Name}"
                    );
                }
            },
            cancellationToken
        );
        return File.Exists(file);
    }

    private async Task ReadAsync(
        string accountId,
        string asked,
        Func<BlobContainerClient, CancellationToken, Task> read,
        CancellationToken cancellationToken
    ) =>
        _ = await Deadline.KeepAsync(
            client.Options,
            asked,
            accountId,
            Limits.Logs,
            async cancellationToken =>
            {
                await ReadInTimeAsync(accountId, asked, read, cancellationToken);
                return true;
            },
            cancellationToken
        );

    private async Task ReadInTimeAsync(
        string accountId,
        string asked,
        Func<BlobContainerClient, CancellationToken, Task> read,
        CancellationToken cancellationToken
    )
    {
        if (!_containers.TryGetValue(accountId, out BlobContainerClient? container))
        {
            Uri endpoint = await EndpointAsync(accountId, asked, cancellationToken);
            container = new BlobServiceClient(endpoint, credential, Options(endpoint)).GetBlobContainerClient(
                Container
            );
            if (role.IsMissing && await KeyAsync(accountId, container.Uri, asked, cancellationToken) is { } byKey)
            {
                container = byKey;
            }
            _containers[accountId] = container;
        }
        try
        {
            try
            {
                await read(container, cancellationToken);
            }
            catch (RequestFailedException refused) when (refused.Status == 403)
            {
                container =
                    await KeyAsync(accountId, container.Uri, asked, cancellationToken)
                    ?? throw Failure(asked, accountId, refused);
                await read(container, cancellationToken);
                _containers[accountId] = container;
                role.IsMissing = true;
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404 && !StorageErrors.IsForeign(exception))
        {
            // No container and no blobs both mean that nothing is stored yet.
        }
        catch (RequestFailedException exception) when (exception.Status != 0)
        {
            throw Failure(asked, accountId, exception);
        }
        catch (AggregateException retried)
            when (retried.InnerExceptions[^1] is RequestFailedException { Status: not 0 } last)
        {
            // The SDK's exception for several failed attempts; the last one has the cause.
            throw Failure(asked, accountId, last);
        }
        catch (AuthenticationFailedException exception)
        {
            throw new AzureFailure(
                FaultReader.SignIn(asked, accountId, exception, client.Cloud.Authority, client.Options.SignedInBy),
                exception
            );
        }
        catch (Exception exception) when (ArmExchange.IsNoAnswer(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new AzureFailure(
                FaultReader.Unreachable(asked, accountId, exception, _containers.GetValueOrDefault(accountId)?.Uri),
                exception
            );
        }
        catch (Exception exception) when (ArmExchange.IsUnreadable(exception))
        {
            BrokenAnswerException broken = new(Origin.Show(container.Uri), "cannot be read", exception);
            throw new AzureFailure(FaultReader.Unreadable(asked, accountId, broken), exception);
        }
    }

    private async Task<Uri> EndpointAsync(string accountId, string asked, CancellationToken cancellationToken)
    {
        if (!_listed.TryGetValue(accountId, out JsonObject? account))
        {
            ArmCall call = new(asked, RequestMethod.Get, accountId, ApiVersions.Storage);
            account = await client.ReadAsync(call, cancellationToken);
        }
        string address = account.Text("properties", "primaryEndpoints", "blob") ?? "";
        bool trusted =
            Uri.TryCreate(address, UriKind.Absolute, out Uri? endpoint)
            && endpoint.Scheme == Uri.UriSchemeHttps
            && (
                endpoint.Host.EndsWith($".{client.Cloud.StorageSuffix}", StringComparison.OrdinalIgnoreCase)
                || endpoint.Authority == client.Cloud.ResourceManager.Authority
            );
        return trusted
            ? endpoint!
            : throw new AzureFailure(
                new AzureFault(
                    asked,
                    accountId,
                    0,
                    "ForeignAddress",
                    $"The storage account's address is '{ShownAddress(address)}', which does not end in the cloud's .{client.Cloud.StorageSuffix}.",
                    [],
                    null,
                    "Check 'cloud' in the settings. The token was not sent there."
                )
            );
    }

    private static string ShownAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? Origin.Show(uri) : "no address";

    // Null if the account has no key that could be read.
    private async Task<BlobContainerClient?> KeyAsync(
        string accountId,
        Uri containerUri,
        string asked,
        CancellationToken cancellationToken
    )
    {
        ArmCall call = new(asked, RequestMethod.Post, $"{accountId}/listKeys", ApiVersions.Storage)
        {
            IsQuestion = true,
        };
        string key;
        try
        {
            ArmAnswer answer = await client.SendAsync(call, cancellationToken);
            key =
                answer.BodyOrFail(call.Asked, call.Path).Objects("keys").FirstOrDefault().Text("value")
                ?? throw ArmExchange.Broken(call, client.Cloud.ResourceManager, answer.Status, "holds no keys");
        }
        catch (AzureFailure failure) when (failure.Status is 403 or 404 or 409 or 501)
        {
            return null;
        }
        string account = accountId[(accountId.LastIndexOf('/') + 1)..];
        return new BlobContainerClient(
            containerUri,
            new StorageSharedKeyCredential(account, key),
            Options(containerUri)
        );
    }

    private BlobClientOptions Options(Uri endpoint)
    {
        AzureSessionOptions session = client.Options;
        BlobClientOptions options = new()
        {
            Transport = transport,
            RetryPolicy = new BudgetedRetry(session, contact, news),
        };
        options.Retry.NetworkTimeout = session.NetworkTimeout;
        options.Diagnostics.IsTelemetryEnabled = false;
        options.AddPolicy(new StorageErrors(), HttpPipelinePosition.PerCall);
        options.AddPolicy(new SlowResponsePolicy(session, news), HttpPipelinePosition.PerRetry);
        options.AddPolicy(new TrustedOrigins(endpoint), HttpPipelinePosition.BeforeTransport);
        options.AddPolicy(new BoundedBody(Limits.LogBytes, Limits.Logs), HttpPipelinePosition.BeforeTransport);
        return options;
    }

    private static AzureFailure Failure(string asked, string accountId, RequestFailedException exception)
    {
        string message = Redaction.Scrub(exception.Message.Split('\n')[0].Trim());
        string? cure =
            exception.Status == 403 && !StorageErrors.IsForeign(exception)
                ? "Grant the signed-in account the role Storage Blob Data Reader on the staging group, or permission to list "
                    + "the account's keys; if a policy forbids keys or public access, only the role helps."
                : null;
        string code = exception.ErrorCode ?? $"Http{exception.Status}";
        return new AzureFailure(
            new AzureFault(asked, accountId, exception.Status, code, message, [], null, cure),
            exception
        );
    }
}
