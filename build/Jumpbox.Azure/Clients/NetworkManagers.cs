using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// What Azure Virtual Network Manager applies to a network. Source: REST API "List Network Manager Effective Security Admin
/// Rules" and "- Effective Connectivity Configurations".
/// </summary>
internal sealed class NetworkManagers
{
    // Far more pages than rules are allowed; a service that repeats its token ends here.
    private const int MostPages = 50;
    private readonly ArmSender _client;

    internal NetworkManagers(ArmSender client) => _client = client;

    /// <summary>Lists the security admin rules.</summary>
    /// <param name="network">The virtual network.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<IReadOnlyList<AdminRule>> AdminRulesAsync(
        ResourceId network,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await ListAsync(
                    network,
                    "admin rules",
                    "listNetworkManagerEffectiveSecurityAdminRules",
                    cancellationToken
                )
            ).Select(NetworkReading.AdminRule),
        ];

    /// <summary>Lists the connectivity configurations that connect the network with the others of its group.</summary>
    /// <param name="network">The virtual network.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Their names.</returns>
    public async Task<IReadOnlyList<string>> ConnectedGroupsAsync(
        ResourceId network,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await ListAsync(
                    network,
                    "connectivity configurations",
                    "listNetworkManagerEffectiveConnectivityConfigurations",
                    cancellationToken
                )
            )
                .Select(NetworkReading.ConnectedGroup)
                .OfType<string>(),
        ];

    private async Task<IReadOnlyList<JsonObject>> ListAsync(
        ResourceId network,
        string what,
        string action,
        CancellationToken cancellationToken
    )
    {
        List<JsonObject> items = [];
        string? skip = null;
        for (int page = 0; page < MostPages; page++)
        {
            ArmCall call = new(
                $"list the {what} of {network.Name}",
                RequestMethod.Post,
                $"{network}/{action}",
                ApiVersions.Network
            )
            {
                IsQuestion = true,
                Body = skip is null ? [] : new JsonObject { ["skipToken"] = skip },
            };
            ArmAnswer answer = await _client.SendAsync(call, cancellationToken);
            JsonObject body = answer.BodyOrFail(call.Asked, call.Path);
            items.AddRange(body.Objects("value"));
            skip = body.Text("skipToken");
            if (string.IsNullOrEmpty(skip))
            {
                break;
            }
        }
        return items;
    }
}
