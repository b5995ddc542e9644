using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// The two changes of a subnet that <c>--fix</c> can make. The pipeline does not change networks otherwise.
/// </summary>
internal sealed class Subnets
{
    private readonly ArmSender _client;

    internal Subnets(ArmSender client) => _client = client;

    /// <summary>Disables the network policies for private link services.</summary>
    public Task DisablePrivateLinkPoliciesAsync(ResourceId id, CancellationToken cancellationToken) =>
        ChangeAsync(id, properties => properties["privateLinkServiceNetworkPolicies"] = "Disabled", cancellationToken);

    /// <summary>Delegates the subnet to a service, for example <c>Microsoft.ContainerInstance/containerGroups</c>.</summary>
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

    // A PUT of a subnet removes what it omits, so everything that was read is written back.
    private async Task ChangeAsync(ResourceId id, Action<JsonObject> change, CancellationToken cancellationToken)
    {
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
