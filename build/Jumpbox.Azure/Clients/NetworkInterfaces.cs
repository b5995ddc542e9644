using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>What Azure reports for the network interface of a running machine.</summary>
internal sealed class NetworkInterfaces
{
    private readonly ArmSender _client;

    internal NetworkInterfaces(ArmSender client) => _client = client;

    /// <summary>The prefixes of active routes that gateways announce.</summary>
    public async Task<IReadOnlyList<string>> AnnouncedAsync(ResourceId id, CancellationToken cancellationToken) =>
        [
            .. (await AskAsync(id, "effectiveRouteTable", cancellationToken))
                .Where(route =>
                    Is(route.Text("source"), "VirtualNetworkGateway") && !Is(route.Text("state"), "Invalid")
                )
                .SelectMany(route => route.Texts("addressPrefix")),
        ];

    /// <summary>The prefixes of the service tag VirtualNetwork; null if no rule shows them.</summary>
    public async Task<IReadOnlyList<string>?> VirtualNetworkAsync(ResourceId id, CancellationToken cancellationToken) =>
        (await AskAsync(id, "effectiveNetworkSecurityGroups", cancellationToken))
            .SelectMany(group => group.Objects("effectiveSecurityRules"))
            .Select(rule =>
                Is(rule.Text("destinationAddressPrefix"), "VirtualNetwork")
                    ? rule.Texts("expandedDestinationAddressPrefix")
                    : []
            )
            .FirstOrDefault(prefixes => prefixes.Count > 0);

    private async Task<IEnumerable<JsonObject>> AskAsync(
        ResourceId id,
        string action,
        CancellationToken cancellationToken
    )
    {
        ArmCall call = new($"read {action} of {id.Name}", RequestMethod.Post, $"{id}/{action}", ApiVersions.Network)
        {
            IsQuestion = true,
        };
        ArmOperation operation = await _client.StartAsync(call, cancellationToken);
        return (await operation.WaitAsync(cancellationToken)).Objects("value");
    }

    private static bool Is(string? left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
