using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>Scale sets with their instances, and the machines of a group.</summary>
internal sealed class ScaleSets
{
    /// <summary>The type of a scale set.</summary>
    public const string Type = "Microsoft.Compute/virtualMachineScaleSets";

    private readonly ArmSender _client;

    internal ScaleSets(ArmSender client) => _client = client;

    /// <summary>Lists the scale sets of a group.</summary>
    public IAsyncEnumerable<JsonObject> ListAsync(ResourceId group, CancellationToken cancellationToken) =>
        _client.ListAsync(List($"{group}/providers/{Type}"), cancellationToken, mustExist: true);

    /// <summary>Lists the virtual machines of a group, those of flexible scale sets too.</summary>
    public IAsyncEnumerable<JsonObject> MachinesAsync(ResourceId group, CancellationToken cancellationToken) =>
        _client.ListAsync(
            List($"{group}/providers/Microsoft.Compute/virtualMachines"),
            cancellationToken,
            mustExist: true
        );

    /// <summary>Lists the instances of a uniform scale set; none if it was deleted meanwhile.</summary>
    public IAsyncEnumerable<JsonObject> InstancesAsync(ResourceId set, CancellationToken cancellationToken) =>
        _client.ListAsync(List($"{set}/virtualMachines"), cancellationToken);

    /// <summary>Starts to bring a scale set to a number of instances.</summary>
    public Task<ArmOperation> ResizeAsync(
        ResourceId set,
        JsonObject sku,
        int instances,
        CancellationToken cancellationToken
    )
    {
        JsonObject wanted = (JsonObject)sku.DeepClone();
        wanted["capacity"] = instances;
        return _client.StartAsync(
            new($"resize scale set {set.Name} to {instances}", RequestMethod.Patch, $"{set}", ApiVersions.Compute)
            {
                Body = new JsonObject { ["sku"] = wanted },
            },
            cancellationToken
        );
    }

    /// <summary>Starts the deletion of instances, which also reduces the number that the set keeps.</summary>
    /// <param name="set">The scale set.</param>
    /// <param name="instance">The number of a uniform instance, or the name of a flexible one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task<ArmOperation> DeleteInstanceAsync(
        ResourceId set,
        string instance,
        CancellationToken cancellationToken
    ) =>
        _client.StartAsync(
            new(
                $"delete instance {instance} of scale set {set.Name}",
                RequestMethod.Post,
                $"{set}/delete",
                ApiVersions.Compute
            )
            {
                Body = new JsonObject { ["instanceIds"] = new JsonArray(instance) },
            },
            cancellationToken
        );

    private static ArmCall List(string path) => new($"list {path}", RequestMethod.Get, path, ApiVersions.Compute);
}
