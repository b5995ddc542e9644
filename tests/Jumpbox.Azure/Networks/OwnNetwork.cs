using System.Text.Json.Nodes;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Checks;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// A world for LocalAzure in which everything is right: a locked-down spoke behind a hub's firewall, with the address
/// 10.60.0.4. Tests change one thing.
/// </summary>
internal sealed class OwnNetwork
{
    public const string Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    public const string Far = "7a1c0de2-0b0b-4c4c-8d8d-1e1e2f2f3a3a";
    public const string Hub = $"/subscriptions/{Subscription}/resourceGroups/rg-own-hub/providers/Microsoft.Network";
    public const string Spoke =
        $"/subscriptions/{Subscription}/resourceGroups/rg-own-spoke/providers/Microsoft.Network";
    public const string SpokeNetwork = $"{Spoke}/virtualNetworks/vnet-own";
    public const string HubNetwork = $"{Hub}/virtualNetworks/vnet-hub";

    private readonly JsonArray _resources = [];
    private readonly string[] _settings;

    private OwnNetwork(bool withContainers)
    {
        _settings =
        [
            $"network.buildSubnetId={SpokeNetwork}/subnets/snet-build",
            $"network.containerInstanceSubnetId={(withContainers ? $"{SpokeNetwork}/subnets/snet-containers" : "")}",
        ];
        Egress = [.. LocalWorld.Known(_settings).Egress.Select(host => host.Host).Distinct()];
        foreach (string group in new[] { "rg-own-hub", "rg-own-spoke", "rg-jumpbox-images" })
        {
            _resources.Add(
                new JsonObject
                {
                    ["id"] = $"/subscriptions/{Subscription}/resourceGroups/{group}",
                    ["location"] = "eastus2",
                }
            );
        }
        Add($"{Hub}/publicIPAddresses/pip-fw", """{"publicIPAllocationMethod":"Static"}""", "Standard");
        Add($"{Hub}/ipGroups/ipg", """{"ipAddresses":["10.61.0.0/25"]}""");
        Add($"{Spoke}/routeTables/rt", $$"""{"routes":[{{Route("out", "0.0.0.0/0", "10.60.0.4")}}]}""");
        Add(
            HubNetwork,
            """
            {"addressSpace":{"addressPrefixes":["10.60.0.0/24"]},"subnets":[
            {"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.60.0.0/26"}},
            {"name":"snet-nva","properties":{"addressPrefix":"10.60.0.64/27"}}]}
            """
        );
        Add(
            $"{Hub}/firewallPolicies/fwpol",
            """{"sku":{"tier":"Premium"},"threatIntelMode":"Deny","dnsSettings":{"enableProxy":true}}"""
        );
        Add(
            $"{Hub}/firewallPolicies/fwpol/ruleCollectionGroups/rcg",
            Group(
                200,
                Collection("net", 200, "Allow", Net("smb", ["Storage.EastUS2"], "445")),
                Collection("web", 300, "Allow", Web("hosts", WebHosts()))
            )
        );
        Add(
            $"{Hub}/azureFirewalls/fw",
            $$$$"""
            {"sku":{"name":"AZFW_VNet","tier":"Premium"},"firewallPolicy":{"id":"{{{{Hub}}}}/firewallPolicies/fwpol"},
            "ipConfigurations":[{"name":"c","properties":{"privateIPAddress":"10.60.0.4",
            "subnet":{"id":"{{{{HubNetwork}}}}/subnets/AzureFirewallSubnet"},"publicIPAddress":{"id":"{{{{Hub}}}}/publicIPAddresses/pip-fw"}}}]}
            """
        );
        Add($"{Spoke}/networkSecurityGroups/nsg", withContainers ? RulesOfTwo() : RulesOfOne());
        string common = $$$$"""
            "routeTable":{"id":"{{{{Spoke}}}}/routeTables/rt"},"networkSecurityGroup":{"id":"{{{{Spoke}}}}/networkSecurityGroups/nsg"},
            "defaultOutboundAccess":false,"privateLinkServiceNetworkPolicies":"Disabled"
            """;
        string second = withContainers
            ? $$$$"""
                ,{"name":"snet-containers","properties":{"addressPrefix":"10.61.0.32/27",{{{{common}}}},
                "delegations":[{"name":"d","properties":{"serviceName":"Microsoft.ContainerInstance/containerGroups"}}]}}
                """
            : "";
        Add(
            SpokeNetwork,
            $$$$"""
            {"addressSpace":{"addressPrefixes":["10.61.0.0/25"]},"subnets":[
            {"name":"snet-build","properties":{"addressPrefix":"10.61.0.0/27",{{{{common}}}}}}{{{{second}}}}]}
            """
        );
        Add(
            $"{SpokeNetwork}/virtualNetworkPeerings/to-hub",
            $$$$"""{"allowVirtualNetworkAccess":true,"allowForwardedTraffic":false,"useRemoteGateways":false,"remoteVirtualNetwork":{"id":"{{{{HubNetwork}}}}"}}"""
        );
        Add(
            $"{HubNetwork}/virtualNetworkPeerings/to-spoke",
            $$$$"""{"allowVirtualNetworkAccess":true,"allowForwardedTraffic":false,"remoteVirtualNetwork":{"id":"{{{{SpokeNetwork}}}}"}}"""
        );
    }

    /// <summary>The hosts of the egress list.</summary>
    public string[] Egress { get; }

    /// <summary>The form with a private link.</summary>
    public static OwnNetwork Original() => new(false);

    /// <summary>The form with a container-instance subnet.</summary>
    public static OwnNetwork Recommended() => new(true);

    /// <summary>The hosts that are reached by HTTPS.</summary>
    public string[] WebHosts(params string[] except) =>
        [.. Egress.Where(host => !host.Contains(".file.", StringComparison.Ordinal)).Except(except)];

    /// <summary>Adds a resource; an empty location is none.</summary>
    public OwnNetwork Add(string id, string properties, string? sku = null, string location = "eastus2") =>
        AddAt(_resources.Count, id, properties, sku, location);

    /// <summary>Adds what an existing resource will refer to.</summary>
    public OwnNetwork AddBefore(string id, string properties, string? sku = null) =>
        AddAt(_resources.IndexOf(Resource("pip-fw")) + 1, id, properties, sku, "eastus2");

    private OwnNetwork AddAt(int index, string id, string properties, string? sku, string location)
    {
        JsonObject resource = new() { ["id"] = id, ["properties"] = JsonNode.Parse(properties) };
        if (
            !id.Contains("virtualNetworkPeerings", StringComparison.Ordinal)
            && !id.Contains("diagnosticSettings", StringComparison.Ordinal)
            && location.Length > 0
        )
        {
            resource["location"] = location;
        }
        if (sku is not null)
        {
            resource["sku"] = new JsonObject { ["name"] = sku };
        }
        _resources.Insert(index, resource);
        return this;
    }

    public OwnNetwork Remove(string name)
    {
        _ = _resources.Remove(Resource(name));
        return this;
    }

    /// <summary>Sets properties of a resource, by the end of its id.</summary>
    public OwnNetwork Set(string name, string properties)
    {
        JsonObject existing = Resource(name)["properties"]!.AsObject();
        foreach ((string key, JsonNode? value) in JsonNode.Parse(properties)!.AsObject())
        {
            existing[key] = value?.DeepClone();
        }
        return this;
    }

    /// <summary>Moves a resource to another region.</summary>
    public OwnNetwork Region(string name, string region)
    {
        Resource(name)["location"] = region;
        return this;
    }

    /// <summary>Sets properties of a subnet of the spoke; null removes one.</summary>
    public OwnNetwork Subnet(string properties, string name = "snet-build", string network = "vnet-own")
    {
        JsonObject subnet = Resource(network)["properties"]!["subnets"]!
            .AsArray()
            .OfType<JsonObject>()
            .Single(one => (string)one["name"]! == name)["properties"]!.AsObject();
        foreach ((string key, JsonNode? value) in JsonNode.Parse(properties)!.AsObject())
        {
            _ = subnet.Remove(key);
            if (value is not null)
            {
                subnet[key] = value.DeepClone();
            }
        }
        return this;
    }

    /// <summary>Moves a resource behind those that it refers to.</summary>
    public OwnNetwork Last(string name)
    {
        JsonObject resource = Resource(name);
        _ = _resources.Remove(resource);
        _resources.Add(resource);
        return this;
    }

    /// <summary>Adds a subnet to the spoke.</summary>
    public OwnNetwork AddSubnet(string subnet)
    {
        Resource("virtualNetworks/vnet-own")["properties"]!["subnets"]!.AsArray().Add(JsonNode.Parse(subnet));
        return this;
    }

    /// <summary>A running machine in the build subnet.</summary>
    public OwnNetwork Machine() =>
        Add(
                $"{Spoke}/networkInterfaces/nic-own",
                $$$$"""{"ipConfigurations":[{"name":"c","properties":{"subnet":{"id":"{{{{SpokeNetwork}}}}/subnets/snet-build"}}}]}"""
            )
            .Add(
                $"/subscriptions/{Subscription}/resourceGroups/rg-own-spoke/providers/Microsoft.Compute/virtualMachines/vm-own",
                $$$$"""
                {"hardwareProfile":{"vmSize":"Standard_D2s_v5"},
                "networkProfile":{"networkInterfaces":[{"id":"{{{{Spoke}}}}/networkInterfaces/nic-own"}]}}
                """
            );

    /// <summary>Prefixes that a gateway announces to the spoke, with spaces between them.</summary>
    public OwnNetwork Announced(string prefixes)
    {
        Resource("virtualNetworks/vnet-own")["tags"] = new JsonObject { ["announced"] = prefixes };
        return Set("virtualNetworkPeerings/to-hub", """{"useRemoteGateways":true}""");
    }

    /// <summary>Adds security rules.</summary>
    public OwnNetwork Rules(params string[] rules)
    {
        foreach (string rule in rules)
        {
            Resource("networkSecurityGroups/nsg")["properties"]!["securityRules"]!.AsArray().Add(JsonNode.Parse(rule));
        }
        return this;
    }

    public OwnNetwork Routes(params string[] routes) =>
        Set("routeTables/rt", $$"""{"routes":[{{string.Join(',', routes)}}]}""");

    /// <summary>Replaces the firewall's rule collections.</summary>
    public OwnNetwork Firewall(params string[] collections) => Set("ruleCollectionGroups/rcg", Group(200, collections));

    /// <summary>Judges the network.</summary>
    /// <param name="unreadable">What reads of it are refused for, as a pattern of paths; null for nothing.</param>
    public async Task<IReadOnlyList<CheckResult>> CheckAsync(string? unreadable = null)
    {
        string? faults = unreadable is null
            ? null
            : $$$$"""{"rules":[{"path":"{{{{unreadable}}}}","answer":{"status":403,"body":{"error":{"code":"AuthorizationFailed","message":"no"} } } }]}""";
        await using LocalWorld world = await LocalWorld.StartAsync(Json(), faults);
        (Checks.Facts facts, IReadOnlyList<CheckResult> results) = await world.NetworkFactsAsync(_settings);
        WalkedPaths.Agree(facts, world.Server);
        return results;
    }

    public string Json() =>
        new JsonObject
        {
            ["subscriptions"] = _resources.Any(one =>
                ((string)one!["id"]!).StartsWith($"/subscriptions/{Far}/", StringComparison.Ordinal)
            )
                ? [Far]
                : (JsonArray)[],
            ["resources"] = _resources.DeepClone(),
        }.ToJsonString();

    public static string Route(string name, string prefix, string hop) =>
        char.IsAsciiDigit(hop[0])
            ? $$$$"""{"name":"{{{{name}}}}","properties":{"addressPrefix":"{{{{prefix}}}}","nextHopType":"VirtualAppliance","nextHopIpAddress":"{{{{hop}}}}"}}"""
            : $$$$"""{"name":"{{{{name}}}}","properties":{"addressPrefix":"{{{{prefix}}}}","nextHopType":"{{{{hop}}}}"}}""";

    public static string Rule(
        string name,
        int priority,
        string direction,
        string access,
        string from,
        string to,
        string port,
        string protocol = "Tcp"
    ) =>
        $$$$"""
            {"name":"{{{{name}}}}","properties":{"priority":{{{{priority}}}},"direction":"{{{{direction}}}}","access":"{{{{access}}}}","protocol":"{{{{protocol}}}}",
            "sourceAddressPrefix":"{{{{from}}}}","sourcePortRange":"*","destinationAddressPrefix":"{{{{to}}}}","destinationPortRange":"{{{{port}}}}"}}
            """;

    public static string Group(int priority, params string[] collections) =>
        $$"""{"priority":{{priority}},"ruleCollections":[{{string.Join(',', collections)}}]}""";

    public static string Collection(string name, int priority, string action, params string[] rules) =>
        $$$$"""
            {"ruleCollectionType":"FirewallPolicyFilterRuleCollection","name":"{{{{name}}}}","priority":{{{{priority}}}},
            "action":{"type":"{{{{action}}}}"},"rules":[{{{{string.Join(',', rules)}}}}]}
            """;

    public static string Web(string name, string[] hosts, string source = "10.61.0.0/25", string more = "") =>
        $$$$"""
            {"ruleType":"ApplicationRule","name":"{{{{name}}}}","sourceAddresses":["{{{{source}}}}"],
            "protocols":[{"protocolType":"Https","port":443}],"targetFqdns":{{{{Texts(hosts)}}}}{{{{more}}}}}
            """;

    public static string Net(string name, string[] destinations, string port, string more = "") =>
        $$$$"""
            {"ruleType":"NetworkRule","name":"{{{{name}}}}","sourceAddresses":["10.61.0.0/25"],"ipProtocols":["TCP"],
            "destinationAddresses":{{{{Texts(destinations)}}}},"destinationPorts":["{{{{port}}}}"]{{{{more}}}}}
            """;

    private static string Texts(string[] texts) =>
        new JsonArray([.. texts.Select(text => (JsonNode)text)]).ToJsonString();

    private JsonObject Resource(string name) =>
        _resources
            .OfType<JsonObject>()
            .Single(one => ((string)one["id"]!).EndsWith($"/{name}", StringComparison.Ordinal));

    private static string RulesOfOne() =>
        $$"""
            {"securityRules":[
            {{Rule("probe-in", 100, "Inbound", "Allow", "AzureLoadBalancer", "VirtualNetwork", "60001")}},
            {{Rule("proxy-in", 110, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork", "60001")}},
            {{Rule("ssh-in", 120, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork", "22")}},
            {{Rule("https-out", 200, "Outbound", "Allow", "VirtualNetwork", "Internet", "443")}},
            {{Rule("ssh-out", 210, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork", "22")}},
            {{Rule("no-in", 4000, "Inbound", "Deny", "*", "*", "*", "*")}},
            {{Rule("no-out", 4000, "Outbound", "Deny", "*", "*", "*", "*")}}]}
            """;

    private static string RulesOfTwo() =>
        $$"""
            {"securityRules":[
            {{Rule("ssh-in", 120, "Inbound", "Allow", "10.61.0.32/27", "10.61.0.0/27", "22")}},
            {{Rule("https-out", 200, "Outbound", "Allow", "10.61.0.0/26", "Internet", "443")}},
            {{Rule("smb-out", 210, "Outbound", "Allow", "10.61.0.32/27", "Storage.eastus2", "445")}},
            {{Rule("ssh-out", 220, "Outbound", "Allow", "10.61.0.32/27", "10.61.0.0/27", "22")}},
            {{Rule("no-in", 4000, "Inbound", "Deny", "*", "*", "*", "*")}},
            {{Rule("no-out", 4000, "Outbound", "Deny", "*", "*", "*", "*")}}]}
            """;
}
