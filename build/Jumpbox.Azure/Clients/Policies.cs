using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Checks;

namespace Jumpbox.Azure.Clients;

/// <summary>Azure Policy's verdict on resources that do not exist yet.</summary>
internal sealed class Policies
{
    private readonly ArmSender _client;

    internal Policies(ArmSender client) => _client = client;

    /// <summary>
    /// Asks what policies would say to a resource. Source: Azure Policy, REST API "Policy Restrictions - Check At
    /// Subscription Scope".
    /// </summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="scope">The group that the resource would be in, or the subscription for a group.</param>
    /// <param name="resource">The resource as it would be sent, with <c>type</c> and <c>name</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be asked.</exception>
    public async Task<IReadOnlyList<PolicyObjection>> CheckAsync(
        string subscription,
        string scope,
        JsonObject resource,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(resource);
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
