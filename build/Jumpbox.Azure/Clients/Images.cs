using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

internal sealed class Images
{
    /// <summary>The resource type.</summary>
    public const string Type = "Microsoft.Compute/images";

    private readonly ArmSender _client;

    internal Images(ArmSender client) => _client = client;

    public async Task<Image?> GetAsync(ResourceId id, CancellationToken cancellationToken, bool exists = false) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, id) with { Exists = exists }, cancellationToken)
            is { } body
            ? Read(body)
            : null;

    public IAsyncEnumerable<Image> ListAsync(
        string subscription,
        CancellationToken cancellationToken,
        string? resourceGroup = null
    ) => ListAsync($"{ArmPaths.Scope(subscription, resourceGroup)}/providers/{Type}", cancellationToken).Select(Read);

    public Task<ArmOperation?> DeleteAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.DeleteAsync(Call("delete", RequestMethod.Delete, id), cancellationToken);

    private IAsyncEnumerable<JsonObject> ListAsync(string path, CancellationToken cancellationToken) =>
        _client.ListAsync(new ArmCall($"list {path}", RequestMethod.Get, path, ApiVersions.Compute), cancellationToken);

    private static ArmCall Call(string verb, RequestMethod method, ResourceId id) =>
        new($"{verb} image {id.Name}", method, id.ToString(), ApiVersions.Compute);

    internal static Image Read(JsonObject body) =>
        new(
            body.Id(),
            body.Text("location") ?? "",
            body.Tags(),
            body.Text("properties", "provisioningState") ?? "",
            body.Text("properties", "hyperVGeneration"),
            body.Number("properties", "storageProfile", "osDisk", "diskSizeGB")
        );
}
