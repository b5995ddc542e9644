using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// The security admin rules that Azure Virtual Network Manager applies to a network. Source: REST API "List Network Manager
/// Effective Security Admin Rules".
/// </summary>
internal sealed class AdminRules
{
    // Far more pages than rules are allowed; a service that repeats its token ends here.
    private const int MostPages = 50;
    private readonly ArmSender _client;

    internal AdminRules(ArmSender client) => _client = client;

    /// <summary>Lists the rules.</summary>
    /// <param name="network">The virtual network.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<IReadOnlyList<AdminRule>> ListAsync(ResourceId network, CancellationToken cancellationToken)
    {
        List<AdminRule> rules = [];
        string? skip = null;
        for (int page = 0; page < MostPages; page++)
        {
            ArmCall call = new(
                $"list the admin rules of {network.Name}",
                RequestMethod.Post,
                $"{network}/listNetworkManagerEffectiveSecurityAdminRules",
                ApiVersions.Network
            )
            {
                IsQuestion = true,
                Body = skip is null ? [] : new JsonObject { ["skipToken"] = skip },
            };
            ArmAnswer answer = await _client.SendAsync(call, cancellationToken);
            JsonObject body = answer.BodyOrFail(call.Asked, call.Path);
            rules.AddRange(body.Objects("value").Select(NetworkReading.AdminRule));
            skip = body.Text("skipToken");
            if (string.IsNullOrEmpty(skip))
            {
                break;
            }
        }
        return rules;
    }
}
