using System.Text.Json.Nodes;
using Jumpbox.Settings;

namespace Jumpbox.Rollouts;

/// <summary>
/// The just-in-time policy of the machines: SSH is closed by Microsoft Defender for Cloud until someone requests it, and open for a limited
/// time then. It names machines, so it follows them. Source: REST API "Jit Network Access Policies" 2020-01-01; names other than
/// <c>default</c>: hashicorp/terraform-provider-azurerm#3661.
/// </summary>
/// <param name="rollout">The settings.</param>
/// <param name="location">The region of the machines.</param>
public sealed class JustInTimePolicy(RolloutSettings rollout, string location)
{
    private const int Ssh = 22;

    /// <summary>The policy.</summary>
    public ResourceId Id =>
        ResourceId.Parse(
            $"{rollout.Group}/providers/Microsoft.Security/locations/{location}/jitNetworkAccessPolicies/{rollout.Name}"
        );

    /// <summary>The body for these machines.</summary>
    /// <param name="machines">Their ids.</param>
    public JsonObject Body(IEnumerable<string> machines) =>
        new()
        {
            ["kind"] = "Basic",
            ["properties"] = new JsonObject
            {
                ["virtualMachines"] = new JsonArray([
                    .. machines
                        .Order(StringComparer.OrdinalIgnoreCase)
                        .Select(id => new JsonObject
                        {
                            ["id"] = id,
                            ["ports"] = new JsonArray(
                                new JsonObject
                                {
                                    ["number"] = Ssh,
                                    ["protocol"] = "TCP",
                                    // Where from is for each request to say.
                                    ["allowedSourceAddressPrefix"] = "*",
                                    ["maxRequestAccessDuration"] = Longest,
                                }
                            ),
                        }),
                ]),
            },
        };

    /// <summary>Whether a policy, as Azure shows it, names these machines alone, each with SSH alone and the duration of the settings.</summary>
    /// <param name="policy">The policy; null if there is none.</param>
    /// <param name="machines">The ids of the machines.</param>
    public bool Names(JsonObject? policy, IEnumerable<string> machines) =>
        (policy?["properties"]?["virtualMachines"] as JsonArray ?? [])
            .Select(Named)
            .Order(StringComparer.OrdinalIgnoreCase)
            .SequenceEqual(
                machines.Select(id => $"{id} {Ssh} {Longest}").Order(StringComparer.OrdinalIgnoreCase),
                StringComparer.OrdinalIgnoreCase
            );

    private string Longest => $"PT{rollout.JustInTimeHours}H";

    private static string Named(JsonNode? machine) =>
        $"{machine?["id"]} "
        + string.Join(
            ", ",
            (machine?["ports"] as JsonArray ?? []).Select(port =>
                $"{port?["number"]} {port?["maxRequestAccessDuration"]}"
            )
        );
}
