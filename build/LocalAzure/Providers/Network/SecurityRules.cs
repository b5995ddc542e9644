using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Security rules, as child resources and in the body of their group.</summary>
internal sealed class SecurityRules(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, "Microsoft.Network/networkSecurityGroups/securityRules")
{
    private static readonly (string Property, string[] Values)[] Choices =
    [
        ("access", ["Allow", "Deny"]),
        ("direction", ["Inbound", "Outbound"]),
        ("protocol", ["*", "Tcp", "Udp", "Icmp", "Esp", "Ah"]),
    ];

    protected override bool IsTracked => false;

    /// <exception cref="ArmException">400: two rules of the same direction have the same priority.</exception>
    public void CheckPriorities(string groupId)
    {
        Dictionary<string, string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (StoredResource rule in Context.Store.Under($"{groupId}/securityRules/"))
        {
            string key =
                $"{rule.Body.At("properties", "direction").Text()} {rule.Body.At("properties", "priority").Number()}";
            if (!seen.TryAdd(key, rule.Name))
            {
                throw new ArmException(
                    400,
                    "SecurityRuleConflict",
                    $"Security rule {rule.Name} conflicts with rule {seen[key]}. Rules cannot have the same Priority and "
                        + "Direction."
                );
            }
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        JsonNode? properties = body["properties"];
        foreach ((string? property, string[]? values) in Choices)
        {
            if (!values.Contains(properties.At(property).Text(), StringComparer.OrdinalIgnoreCase))
            {
                throw Refused(request, property, $"must be one of {string.Join(", ", values)}");
            }
        }
        if (properties.At("priority").Number() is not (>= 100 and <= 4096))
        {
            throw Refused(request, "priority", "must be between 100 and 4096");
        }
    }

    protected override void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) => document.Remove("systemData");

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        if (!request.IsInline)
        {
            CheckPriorities(ArmPath.Parse(stored.Id).Parent!.Id);
        }
    }

    private static ArmException Refused(ArmRequest request, string property, string why) =>
        new(
            400,
            "SecurityRuleInvalid" + char.ToUpperInvariant(property[0]) + property[1..],
            $"Security rule {request.Path.Id} has an invalid {property}: it {why}.",
            $"properties.{property}"
        );
}
