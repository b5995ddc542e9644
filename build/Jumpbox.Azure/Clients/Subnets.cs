using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>The two changes of a subnet that <c>--fix</c> may make; the pipeline changes no network otherwise.</summary>
internal sealed class Subnets
{
    private readonly ArmSender _client;

    internal Subnets(ArmSender client) => _client = client;

    /// <summary>Turns the network policies for private link services off.</summary>
    /// <param name="id">The subnet.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It may not be changed.</exception>
    public Task DisablePrivateLinkPoliciesAsync(ResourceId id, CancellationToken cancellationToken) =>
        ChangeAsync(id, properties => properties["privateLinkServiceNetworkPolicies"] = "Disabled", cancellationToken);

    /// <summary>Delegates the subnet to a service.</summary>
    /// <param name="id">The subnet.</param>
    /// <param name="service">The service, for example <c>Microsoft.ContainerInstance/containerGroups</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It may not be changed, or is in use.</exception>
    public Task DelegateAsync(ResourceId id, string service, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            properties =>
                properties["delegations"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = service.Replace('/', '.'),
                        ["properties"] = new JsonObject { ["serviceName"] = service },
                    }
                ),
            cancellationToken
        );

    // Read and written back whole: a subnet's PUT replaces all that it leaves out.
    private async Task ChangeAsync(ResourceId id, Action<JsonObject> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArmCall read = new($"read subnet {id.Name}", RequestMethod.Get, id.ToString(), ApiVersions.Network);
        ArmAnswer answer = await _client.SendAsync(read, cancellationToken);
        JsonObject subnet = answer.BodyOrFail(read.Asked, read.Path);
        if (subnet.Object("properties") is not { } properties)
        {
            subnet["properties"] = properties = [];
        }
        change(properties);
        foreach (
            string output in new[] { "provisioningState", "ipConfigurations", "resourceNavigationLinks", "purpose" }
        )
        {
            _ = properties.Remove(output);
        }
        ArmCall write = new($"change subnet {id.Name}", RequestMethod.Put, id.ToString(), ApiVersions.Network)
        {
            Body = new JsonObject { ["properties"] = properties.DeepClone() },
        };
        ArmOperation operation = await _client.StartAsync(write, cancellationToken);
        _ = await operation.WaitAsync(cancellationToken);
    }
}
