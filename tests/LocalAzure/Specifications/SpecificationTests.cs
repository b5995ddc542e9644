using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Specifications;

/// <summary>
/// The specifications that LocalAzure carries are those of the pinned type definitions. JUMPBOX_APPROVE=1 writes them again, with the
/// members of all older versions.
/// </summary>
public sealed class SpecificationTests
{
    private const string File = "build/LocalAzure/Specifications/specifications.json";

    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Name, bool WithBody)[] Types =
    [
        ("Microsoft.Authorization/locks", false),
        ("Microsoft.Authorization/policyAssignments", false),
        ("Microsoft.Authorization/policyDefinitions", false),
        ("Microsoft.Authorization/roleAssignments", false),
        ("Microsoft.Authorization/roleDefinitions", false),
        ("Microsoft.Compute/disks", true),
        ("Microsoft.Compute/galleries", true),
        ("Microsoft.Compute/galleries/images", true),
        ("Microsoft.Compute/galleries/images/versions", true),
        ("Microsoft.Compute/images", true),
        ("Microsoft.Compute/virtualMachines", true),
        ("Microsoft.Compute/virtualMachines/extensions", true),
        ("Microsoft.Compute/virtualMachines/runCommands", true),
        ("Microsoft.Compute/virtualMachineScaleSets", true),
        ("Microsoft.Compute/virtualMachineScaleSets/extensions", true),
        ("Microsoft.Compute/virtualMachineScaleSets/virtualMachines", false),
        ("Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommands", true),
        ("Microsoft.ContainerInstance/containerGroups", true),
        ("Microsoft.ContainerService/managedClusters", false),
        ("Microsoft.Insights/dataCollectionRuleAssociations", true),
        ("Microsoft.Insights/dataCollectionRules", true),
        ("Microsoft.ManagedIdentity/userAssignedIdentities", true),
        ("Microsoft.Network/applicationSecurityGroups", true),
        ("Microsoft.Network/azureFirewalls", true),
        ("Microsoft.Network/bastionHosts", true),
        ("Microsoft.Network/dnsForwardingRulesets", true),
        ("Microsoft.Network/dnsForwardingRulesets/forwardingRules", true),
        ("Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks", true),
        ("Microsoft.Network/firewallPolicies", true),
        ("Microsoft.Network/firewallPolicies/ruleCollectionGroups", true),
        ("Microsoft.Network/ipGroups", true),
        ("Microsoft.Network/natGateways", true),
        ("Microsoft.Network/networkInterfaces", true),
        ("Microsoft.Network/networkSecurityGroups", true),
        ("Microsoft.Network/networkSecurityGroups/securityRules", true),
        ("Microsoft.Network/privateDnsZones", true),
        ("Microsoft.Network/privateDnsZones/A", true),
        ("Microsoft.Network/privateDnsZones/CNAME", true),
        ("Microsoft.Network/privateDnsZones/virtualNetworkLinks", true),
        ("Microsoft.Network/privateEndpoints", true),
        ("Microsoft.Network/privateEndpoints/privateDnsZoneGroups", true),
        ("Microsoft.Network/publicIPAddresses", true),
        ("Microsoft.Network/publicIPPrefixes", true),
        ("Microsoft.Network/routeTables", true),
        ("Microsoft.Network/routeTables/routes", true),
        ("Microsoft.Network/serviceEndpointPolicies", true),
        // Before the hubs, whose older versions held connections of an older form, under the same name.
        ("Microsoft.Network/virtualHubs/hubRouteTables", true),
        ("Microsoft.Network/virtualHubs/hubVirtualNetworkConnections", true),
        ("Microsoft.Network/virtualHubs", true),
        ("Microsoft.Network/virtualHubs/routingIntent", true),
        ("Microsoft.Network/virtualNetworks", true),
        ("Microsoft.Network/virtualNetworks/subnets", true),
        ("Microsoft.Network/virtualNetworks/virtualNetworkPeerings", true),
        ("Microsoft.OperationalInsights/workspaces", true),
        ("Microsoft.Resources/deployments", false),
        ("Microsoft.Resources/resourceGroups", false),
        ("Microsoft.Resources/tags", false),
        ("Microsoft.Security/locations/jitNetworkAccessPolicies", true),
        ("Microsoft.Storage/storageAccounts", true),
        ("Microsoft.Storage/storageAccounts/blobServices", true),
        ("Microsoft.Storage/storageAccounts/blobServices/containers", true),
        ("Microsoft.VirtualMachineImages/imageTemplates", false),
        ("Microsoft.VirtualMachineImages/imageTemplates/triggers", false),
    ];

    [Fact]
    public void The_specifications_have_every_version_and_every_member_of_the_newest()
    {
        string path = Repository.PathOf(File);
        if (Environment.GetEnvironmentVariable("JUMPBOX_APPROVE") == "1")
        {
            System.IO.File.WriteAllText(path, Text(new SpecificationSource().Write(Types, history: true)));
        }
        JsonNode found = JsonNode.Parse(System.IO.File.ReadAllText(path))!;
        JsonObject expected = new SpecificationSource().Write(Types, history: false);

        Assert.Equal(expected["types"]!.ToJsonString(), found["types"]!.ToJsonString());
        (string Name, string Member)[] missing =
        [
            .. expected["definitions"]!
                .AsObject()
                .SelectMany(d => d.Value!.AsObject().Select(m => (d.Key, m.Key)))
                .Where(m => found["definitions"]![m.Item1]?[m.Item2] is null),
        ];
        Assert.Empty(missing);
    }

    // One definition a line, so that a change can be read.
    private static string Text(JsonObject document) =>
        "{\n"
        + string.Join(
            ",\n",
            document.Select(part =>
                $"\"{part.Key}\": {{\n"
                + string.Join(
                    ",\n",
                    part.Value!.AsObject()
                        .Select(d => $"  {JsonSerializer.Serialize(d.Key)}: {d.Value!.ToJsonString(Compact)}")
                )
                + "\n}"
            )
        )
        + "\n}\n";
}
