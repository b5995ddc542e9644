using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>Just-in-time policies of Microsoft Defender for Cloud, and the plan that they need.</summary>
internal sealed class JustInTimePolicies
{
    private readonly ArmSender _client;

    internal JustInTimePolicies(ArmSender client) => _client = client;

    /// <summary>Reads a policy; null if there is none.</summary>
    public Task<JsonObject?> GetAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken);

    /// <summary>Creates or replaces a policy.</summary>
    public async Task PutAsync(ResourceId id, JsonObject body, CancellationToken cancellationToken) =>
        _ = await _client.SendAsync(Call("write", RequestMethod.Put, id) with { Body = body }, cancellationToken);

    /// <summary>
    /// Reads the plan of Defender for Servers in a subscription: <c>P1</c> or <c>P2</c>; null without a paid one. Source: REST API
    /// "Pricings": without a sub-plan, Standard is Plan 2.
    /// </summary>
    public async Task<string?> ServersPlanAsync(string subscription, CancellationToken cancellationToken)
    {
        JsonObject? plan = await _client.ReadAsync(
            new(
                "read the plan of Defender for Servers",
                RequestMethod.Get,
                $"/subscriptions/{subscription}/providers/Microsoft.Security/pricings/VirtualMachines",
                ApiVersions.DefenderPlans
            ),
            cancellationToken
        );
        return plan.Text("properties", "pricingTier") == "Standard" ? plan.Text("properties", "subPlan") ?? "P2" : null;
    }

    private static ArmCall Call(string verb, RequestMethod method, ResourceId id) =>
        new($"{verb} just-in-time policy {id.Name}", method, $"{id}", ApiVersions.JustInTimePolicies);
}
