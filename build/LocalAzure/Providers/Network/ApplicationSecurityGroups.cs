using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Application security groups: names that interfaces have and security rules use.</summary>
internal sealed class ApplicationSecurityGroups(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, "Microsoft.Network/applicationSecurityGroups")
{
    /// <summary>The virtual networks of the interfaces that are in a group.</summary>
    public static IEnumerable<string> NetworksOf(ResourceStore store, string id) =>
        store
            .OfType(NetworkInterfaces.TypeName)
            .SelectMany(card => card.Body.At("properties", "ipConfigurations").Items())
            .Where(c =>
                c.At("properties", "applicationSecurityGroups").Items().Any(g => ArmPath.Same(g.At("id").Text(), id))
            )
            .Select(c => c.At("properties", "subnet", "id").Text())
            .OfType<string>()
            .Select(subnet => ArmPath.Parse(subnet).Parent?.Id ?? "")
            .Distinct(StringComparer.OrdinalIgnoreCase);

    protected override void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) => document.Ensure("properties")["resourceGuid"] = GuidOf(existing);

    // Azure/azure-cli#12591 has the sentence; the code is not documented.
    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        CheckUnused(
            existing,
            "ApplicationSecurityGroupInUse",
            "Application Security Group",
            Users(
                existing.Id,
                NetworkInterfaces.TypeName,
                "Microsoft.Network/networkSecurityGroups/securityRules",
                PrivateEndpoints.TypeName
            )
        );
}
