using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Checks;

namespace Jumpbox.Azure.Clients;

internal sealed class Policies
{
    private readonly ArmSender _client;

    internal Policies(ArmSender client) => _client = client;

    /// <summary>
    /// Evaluates the policies for a resource that does not exist yet. Source: Azure Policy, REST API "Policy Restrictions -
    /// Check At Subscription Scope".
    /// </summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="scope">The resource group of the resource, or the subscription for a resource group.</param>
    /// <param name="resource">The resource as it would be sent, with <c>type</c> and <c>name</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<IReadOnlyList<PolicyObjection>> CheckAsync(
        string subscription,
        string scope,
        JsonObject resource,
        CancellationToken cancellationToken
    )
    {
        ArmCall call = new(
            $"check policy restrictions for {resource.Text("name")}",
            RequestMethod.Post,
            $"/subscriptions/{subscription}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions",
            ApiVersions.PolicyInsights
        )
        {
            IsQuestion = true,
            Body = new JsonObject
            {
                ["resourceDetails"] = new JsonObject { ["resourceContent"] = resource.DeepClone(), ["scope"] = scope },
                ["includeAuditEffect"] = false,
            },
        };
        ArmAnswer answer = await _client.SendAsync(call, cancellationToken);
        return PolicyReading.Objections(answer.BodyOrFail(call.Asked, call.Path), resource);
    }
}
