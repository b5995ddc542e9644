using Jumpbox.Offers;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>Worlds in which everything is right, with the ids of the shipped settings; tests change one thing.</summary>
internal static class PaperWorlds
{
    public const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    public const string Hub =
        "/subscriptions/77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-hub/providers/Microsoft.Network";
    public const string Network = $"{Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network";
    public const string Spoke = $"{Network}/virtualNetworks/vnet-imagebuilder";
    public const string Build = $"{Spoke}/subnets/snet-build";
    public const string Containers = $"{Spoke}/subnets/snet-containers";
    public const string SecurityGroup = $"{Network}/networkSecurityGroups/nsg-imagebuilder";
    public const string RouteTable = $"{Network}/routeTables/rt-spoke";
    public const string Policy = $"{Hub}/firewallPolicies/fwpol-hub";
    public const string BuilderGroup = $"{Subscription}/resourceGroups/rg-imagebuilders-eastus2";
    public const string ImageGroup = $"{Subscription}/resourceGroups/rg-jumpbox-images";
    private const string FirewallSubnet = $"{Hub}/virtualNetworks/vnet-hub/subnets/AzureFirewallSubnet";
    public const string Staging = $"{Subscription}/resourceGroups/rg-staging";
    public const string Identity =
        $"{BuilderGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-aks-jumpbox-builder";
    public const string Usages = $"{Subscription}/providers/Microsoft.Compute/locations/eastus2/usages";
    public const string ContainerUsages =
        $"{Subscription}/providers/Microsoft.ContainerInstance/locations/eastus2/usages";
    public const string Sizes = $"{Subscription}/providers/Microsoft.Compute/skus";
    public const string BaseImage =
        $"{Subscription}/providers/Microsoft.Compute/locations/eastus2/publishers/Canonical/artifacttypes/vmimage/offers/ubuntu-24_04-lts/skus/server/versions/24.04.202609040";
    public const string Principal = "aaaaaaaa-0000-4000-8000-000000000001";

    /// <summary>The recommended form: two private subnets behind a NAT gateway.</summary>
    public static PaperAzure Recommended()
    {
        PaperAzure azure = Shared()
            .Put(
                Spoke,
                $$$$"""
                {"location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.42.0.0/24"]},"subnets":[
                  {"id":"{{{{Build}}}}","name":"snet-build","properties":{"addressPrefix":"10.42.0.0/26","defaultOutboundAccess":false,
                    "natGateway":{"id":"{{{{Network}}}}/natGateways/ng"},"privateLinkServiceNetworkPolicies":"Enabled"}},
                  {"id":"{{{{Containers}}}}","name":"snet-containers","properties":{"addressPrefixes":["10.42.0.64/26"],"defaultOutboundAccess":false,
                    "natGateway":{"id":"{{{{Network}}}}/natGateways/ng"},
                    "delegations":[{"name":"aci","properties":{"serviceName":"Microsoft.ContainerInstance/containerGroups"}}]}}
                ]}}
                """
            )
            .Put(
                $"{Network}/natGateways/ng",
                $$$$"""{"properties":{"publicIpAddresses":[{"id":"{{{{Network}}}}/publicIPAddresses/pip"}]}}"""
            );
        return azure;
    }

    /// <summary>The original form: one /28 with the security rules of the original procedure's tables.</summary>
    public static PaperAzure Original()
    {
        PaperAzure azure = Shared()
            .Put(
                Spoke,
                $$$$"""
                {"location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.43.0.0/24"]},"subnets":[
                  {"id":"{{{{Build}}}}","name":"snet-build","properties":{"addressPrefix":"10.43.0.0/28",
                    "networkSecurityGroup":{"id":"{{{{SecurityGroup}}}}"},"privateLinkServiceNetworkPolicies":"Disabled"}}
                ]}}
                """
            )
            .Put(SecurityGroup, SecurityRules.OriginalTables);
        azure.Settings["network.containerInstanceSubnetId"] = "";
        return azure;
    }

    /// <summary>The regulated baseline: the original form behind a hub's firewall in another subscription.</summary>
    public static PaperAzure HubAndSpoke()
    {
        PaperAzure azure = Original();
        azure.Properties(Spoke)["virtualNetworkPeerings"] = Json(
            $$$$"""[{"name":"to-hub","properties":{"peeringState":"Connected","remoteVirtualNetwork":{"id":"{{{{Hub}}}}/virtualNetworks/vnet-hub"},"remoteAddressSpace":{"addressPrefixes":["10.0.0.0/16"]}}}]"""
        );
        Subnet(azure, 0)["routeTable"] = Json($$$$"""{"id":"{{{{RouteTable}}}}"}""");
        return azure
            .Put(
                RouteTable,
                """{"properties":{"routes":[{"name":"to-hub","properties":{"addressPrefix":"0.0.0.0/0","nextHopType":"VirtualAppliance","nextHopIpAddress":"10.0.1.4"}}]}}"""
            )
            .Put(
                $"{Hub}/virtualNetworks/vnet-hub",
                $$$$"""
                {"properties":{"addressSpace":{"addressPrefixes":["10.0.0.0/16"]},"subnets":[
                  {"id":"{{{{FirewallSubnet}}}}","name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.0.1.0/26"}}],
                "virtualNetworkPeerings":[{"name":"to-spoke","properties":{"peeringState":"Connected","remoteVirtualNetwork":{"id":"{{{{Spoke}}}}"}}}]}}
                """
            )
            .Put(
                $"{Hub}/azureFirewalls/fw-hub",
                $$$$"""
                {"properties":{"firewallPolicy":{"id":"{{{{Policy}}}}"},"ipConfigurations":[{"properties":{"privateIPAddress":"10.0.1.4",
                "subnet":{"id":"{{{{FirewallSubnet}}}}"},"publicIPAddress":{"id":"{{{{Hub}}}}/publicIPAddresses/pip-fw"} } }]}}
                """
            )
            .Put(Policy, $$$$"""{"properties":{"basePolicy":{"id":"{{{{Policy}}}}-base"}}}""")
            .Put($"{Policy}-base", """{"properties":{}}""")
            .Put($"{Hub}/ipGroups/ipg-builders", """{"properties":{"ipAddresses":["10.43.0.0/24"]}}""")
            .Put(
                $"{Policy}/ruleCollectionGroups/spokes",
                FirewallRules.Allowing($"{Hub}/ipGroups/ipg-builders", azure.Hosts())
            );
    }

    public static System.Text.Json.Nodes.JsonObject Subnet(PaperAzure azure, int index) =>
        azure.Properties(Spoke)["subnets"]![index]!["properties"]!.AsObject();

    public static System.Text.Json.Nodes.JsonNode Json(string text) => System.Text.Json.Nodes.JsonNode.Parse(text)!;

    /// <summary>The builder's identity with both custom roles.</summary>
    public static PaperAzure WithIdentity(this PaperAzure azure)
    {
        azure.Settings["cleanup"] = "none";
        return azure
            .Put(
                Identity,
                $$$$"""{"location":"eastus2","properties":{"principalId":"{{{{Principal}}}}","clientId":"c","tenantId":"t"}}"""
            )
            .Put(
                Role("net"),
                RoleJson(
                    "Jump box network joiner",
                    "Microsoft.Network/virtualNetworks/read",
                    "Microsoft.Network/virtualNetworks/subnets/join/action"
                )
            )
            .Put(Role("img"), RoleJson("Jump box image writer", "Microsoft.Compute/images/*"))
            .Put(Assignment("a1"), AssignmentJson(Spoke, "net"))
            .Put(Assignment("a2"), AssignmentJson(ImageGroup, "img"));
    }

    public static string Role(string name) =>
        $"{Subscription}/providers/Microsoft.Authorization/roleDefinitions/{name}";

    public static string Assignment(string name) =>
        $"{Subscription}/providers/Microsoft.Authorization/roleAssignments/{name}";

    public static string RoleJson(string name, params string[] actions) =>
        $$$$"""{"properties":{"roleName":"{{{{name}}}}","type":"CustomRole","permissions":[{"actions":["{{{{string.Join("\",\"", actions)}}}}"],"notActions":[]}]}}""";

    public static string AssignmentJson(string scope, string role) =>
        $$$$"""{"properties":{"scope":"{{{{scope}}}}","roleDefinitionId":"{{{{Role(role)}}}}","principalId":"{{{{Principal}}}}","principalType":"ServicePrincipal"}}""";

    public static string Permissions(string scope) => $"{scope}/providers/Microsoft.Authorization/permissions";

    public static string Provider(string name) => $"{Subscription}/providers/{name}";

    private static PaperAzure Shared()
    {
        PaperAzure azure = new();
        foreach (string name in ProviderState.Needed)
        {
            azure.Put(
                Provider(name),
                $$$$"""{"namespace":"{{{{name}}}}","registrationState":"Registered","resourceTypes":[{"resourceType":"imageTemplates","locations":["East US","East US 2","West Europe"],"apiVersions":["2024-02-01"]}]}"""
            );
        }
        foreach (string scope in new[] { Subscription, BuilderGroup, ImageGroup, Spoke })
        {
            azure.Put(
                Permissions(scope),
                """{"value":[{"actions":["*"],"notActions":[],"dataActions":[],"notDataActions":[]}]}"""
            );
        }
        return azure
            .Put(BuilderGroup, """{"location":"eastus2"}""")
            .Put(ImageGroup, """{"location":"eastus2"}""")
            .Put(
                Sizes,
                """{"value":[{"resourceType":"virtualMachines","name":"Standard_D2ds_v4","family":"standardDDSv4Family","locations":["eastus2"],"restrictions":[],"capabilities":[{"name":"vCPUs","value":"2"},{"name":"HyperVGenerations","value":"V1,V2"},{"name":"CpuArchitectureType","value":"x64"}]}]}"""
            )
            .Put(
                Usages,
                """{"value":[{"name":{"value":"standardDDSv4Family"},"currentValue":4,"limit":100,"unit":"Count"},{"name":{"value":"cores"},"currentValue":10,"limit":100,"unit":"Count"}]}"""
            )
            .Put(
                ContainerUsages,
                """{"value":[{"name":{"value":"StandardCores"},"currentValue":0,"limit":10,"unit":"Count"}]}"""
            )
            .Put(
                BaseImage,
                """{"properties":{"hyperVGeneration":"V2","architecture":"x64","imageDeprecationStatus":{"imageState":"Active"}}}"""
            );
    }
}
