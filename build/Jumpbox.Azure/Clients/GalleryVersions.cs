using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>The image versions of compute galleries.</summary>
internal sealed class GalleryVersions
{
    /// <summary>The resource type.</summary>
    public const string Type = "Microsoft.Compute/galleries/images/versions";

    private const int MostAttempts = 6;
    private readonly ArmSender _client;

    internal GalleryVersions(ArmSender client) => _client = client;

    /// <summary>Reads a version.</summary>
    /// <param name="id">Its id, of type <see cref="Type"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="withReplication">Whether the copies by region are read, too.</param>
    /// <returns>The version, or null.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<GalleryVersion?> GetAsync(
        ResourceId id,
        CancellationToken cancellationToken,
        bool withReplication = false
    )
    {
        ArmCall call = Call("read", RequestMethod.Get, id);
        call = withReplication ? call with { Query = [("$expand", "ReplicationStatus")] } : call;
        return await _client.ReadAsync(call, cancellationToken) is { } body
            ? GalleryVersionReading.Version(body)
            : null;
    }

    /// <summary>Lists the versions of an image definition, without their replication.</summary>
    /// <param name="definition">The definition's id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public IAsyncEnumerable<GalleryVersion> ListAsync(ResourceId definition, CancellationToken cancellationToken) =>
        _client
            .ListAsync(
                new ArmCall(
                    $"list the versions of {definition.Name}",
                    RequestMethod.Get,
                    $"{definition}/versions",
                    ApiVersions.Galleries
                ),
                cancellationToken
            )
            .Select(GalleryVersionReading.Version);

    /// <summary>
    /// Lists the numbers of deleted versions that can still be restored; empty where the gallery has no soft delete. Source:
    /// azure-compute-docs, soft-delete-gallery.md.
    /// </summary>
    /// <param name="definition">The definition's id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public IAsyncEnumerable<string> ListSoftDeletedAsync(ResourceId definition, CancellationToken cancellationToken) =>
        _client
            .ListAsync(
                new ArmCall(
                    $"list the soft-deleted versions of {definition.Name}",
                    RequestMethod.Get,
                    $"{definition.Parent}/softDeletedArtifactTypes/Images/artifacts/{definition.Name}/versions",
                    ApiVersions.SoftDeletedVersions
                ),
                cancellationToken
            )
            .Select(body => body.Text("name") ?? "");

    /// <summary>Starts to create a version, unless it exists (409 or 412 then); awaiting the operation waits for the replication to every region.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="request">What it is made from.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">Azure refused.</exception>
    public Task<ArmOperation> CreateAsync(ResourceId id, VersionRequest request, CancellationToken cancellationToken) =>
        _client.StartAsync(
            Call("create", RequestMethod.Put, id) with
            {
                Body = request.ToJson(),
                IsNew = true,
            },
            cancellationToken
        );

    /// <summary>
    /// Reads, merges and writes a version, and waits until that is done. Reads it again: if someone else has written an older
    /// list meanwhile, it is merged again.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="change">What must hold afterwards.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether anything was written.</returns>
    /// <exception cref="AzureFailure">It does not exist, or could not be changed.</exception>
    public async Task<bool> UpdateAsync(ResourceId id, VersionChange change, CancellationToken cancellationToken)
    {
        DelayStrategy delay = _client.Options.RetryDelay ?? new GrowingDelay();
        for (int attempt = 1; ; attempt++)
        {
            ArmCall read = Call("read", RequestMethod.Get, id);
            ArmAnswer answer = await _client.SendAsync(read, cancellationToken);
            JsonObject body = answer.BodyOrFail(read.Asked, read.Path);
            (JsonObject sent, bool differs) = change.ApplyTo(body);
            if (!differs)
            {
                return attempt > 1;
            }
            ArmCall write = Call("change", RequestMethod.Put, id) with { Body = sent, IfMatch = body.Text("etag") };
            try
            {
                ArmOperation operation = await _client.StartAsync(write, cancellationToken);
                _ = await operation.WaitAsync(cancellationToken);
            }
            catch (AzureFailure failure)
                when (failure.Status is 409 or 412 && attempt < MostAttempts && IsOvertaken(failure))
            {
                // Merged again below, into what the other writer has written.
            }
            if (attempt >= MostAttempts)
            {
                throw Overtaken(id);
            }
            if (attempt > 1)
            {
                await Task.Delay(delay.GetNextDelay(null, attempt), _client.Options.Time, cancellationToken);
            }
        }
    }

    /// <summary>Starts the deletion of a version; null when it does not exist.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">Azure refused.</exception>
    public Task<ArmOperation?> DeleteAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.DeleteAsync(Call("delete", RequestMethod.Delete, id), cancellationToken);

    private static bool IsOvertaken(AzureFailure failure) => failure.Status == 412 || failure.Code == "Conflict";

    private static AzureFailure Overtaken(ResourceId id) =>
        new(
            new AzureFault(
                $"change the gallery version {id.Name}",
                id.ToString(),
                409,
                "Overtaken",
                $"Someone else changed it {MostAttempts} times in a row.",
                [],
                null,
                "Find out who changes it (its activity log says so), then run the same command."
            )
        );

    private static ArmCall Call(string verb, RequestMethod method, ResourceId id) =>
        new($"{verb} the gallery version {id.Name}", method, id.ToString(), ApiVersions.Galleries);
}
