using LocalAzure.Tests.Deployments;

namespace LocalAzure.Tests.Network;

/// <summary>A peering whose other side was deleted is Disconnected, and must begin again before the other side can.</summary>
public sealed class LostPeerings
{
    private const string Version = "2024-05-01";

    [Fact]
    public async Task A_deleted_counterpart_disconnects_until_the_peering_is_put_again()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-peers");
        (string hub, string spoke) = (await NetworkAsync(arm, group, 1), await NetworkAsync(arm, group, 2));
        await PeerAsync(arm, hub, spoke);
        Assert.Equal("Initiated", await StateAsync(arm, hub));
        await PeerAsync(arm, spoke, hub);
        Assert.Equal("Connected", await StateAsync(arm, hub));

        await arm.DeleteAsync($"{spoke}/virtualNetworkPeerings/p", Version);

        Assert.Equal("Disconnected", await StateAsync(arm, hub));
        Answer refused = await PeerAsync(arm, spoke, hub);
        Assert.Equal((400, "RemotePeeringIsDisconnected"), (refused.Status, refused.Code));
        Assert.Equal(200, (await PeerAsync(arm, hub, spoke)).Status);
        Assert.Equal("Initiated", await StateAsync(arm, hub));
        Assert.Equal(201, (await PeerAsync(arm, spoke, hub)).Status);
        Assert.Equal("Connected", await StateAsync(arm, hub));
    }

    [Fact]
    public async Task A_second_peering_to_the_same_network_is_refused()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-peers");
        (string hub, string spoke) = (await NetworkAsync(arm, group, 1), await NetworkAsync(arm, group, 2));
        await PeerAsync(arm, hub, spoke);

        Answer other = await arm.PutAsync(
            $"{hub}/virtualNetworkPeerings/other",
            $$$"""{"properties":{"remoteVirtualNetwork":{"id":"{{{spoke}}}"} } }""",
            Version
        );

        Assert.Equal((400, "AnotherPeeringAlreadyReferencesRemoteVnet"), (other.Status, other.Code));
        Assert.Equal(200, (await PeerAsync(arm, hub, spoke)).Status);
    }

    [Fact]
    public async Task An_IP_group_exists_while_a_rule_names_it()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-peers");
        string network = $"{group}/providers/Microsoft.Network";
        string addresses = $"{network}/ipGroups/i";
        string rules = $"{network}/firewallPolicies/p/ruleCollectionGroups/r";
        string body = $$$$"""
            {"properties":{"priority":200,"ruleCollections":[{"ruleCollectionType":"FirewallPolicyFilterRuleCollection","name":"c","priority":100,
             "action":{"type":"Allow"},"rules":[{"ruleType":"NetworkRule","name":"n","ipProtocols":["TCP"],"sourceIpGroups":["{{{{addresses}}}}"],
             "destinationAddresses":["*"],"destinationPorts":["443"]}]}]} }
            """;
        await arm.PutAsync($"{network}/firewallPolicies/p", """{"location":"eastus2","properties":{}}""", Version);

        Answer missing = await arm.PutAsync(rules, body, Version);
        await arm.PutAsync(
            addresses,
            """{"location":"eastus2","properties":{"ipAddresses":["10.0.0.0/24"]} }""",
            Version
        );
        Answer found = await arm.PutAsync(rules, body, Version);
        Answer used = await arm.DeleteAsync(addresses, Version);

        Assert.Equal((400, "InvalidResourceReference"), (missing.Status, missing.Code));
        Assert.True(found.Status == 201, found.Text);
        Assert.Equal((400, "IpGroupsHasFirewallPolicyReferences"), (used.Status, used.Code));
    }

    [Fact]
    public async Task A_deleted_network_disconnects_the_peerings_to_it()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-peers");
        (string hub, string spoke) = (await NetworkAsync(arm, group, 1), await NetworkAsync(arm, group, 2));
        await PeerAsync(arm, hub, spoke);
        await PeerAsync(arm, spoke, hub);

        await arm.DeleteAsync(spoke, Version);

        Assert.Equal(404, (await Deploying.EndAsync(arm, spoke, Version)).Status);
        Assert.Equal("Disconnected", await StateAsync(arm, hub));
    }

    [Fact]
    public async Task The_prefix_of_a_subnet_stays_while_something_has_an_address_in_it()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-peers");
        string subnet = $"{await NetworkAsync(arm, group, 1)}/subnets/s";
        await arm.PutAsync(subnet, """{"properties":{"addressPrefix":"10.1.0.0/24"}}""", Version);
        await arm.PutAsync(
            $"{group}/providers/Microsoft.Network/networkInterfaces/nic",
            $$$$$"""{"location":"eastus2","properties":{"ipConfigurations":[{"name":"c","properties":{"subnet":{"id":"{{{{{subnet}}}}}"}}}]} }""",
            Version
        );

        Answer refused = await arm.PutAsync(subnet, """{"properties":{"addressPrefix":"10.1.5.0/24"}}""", Version);
        Answer wider = await arm.PutAsync(
            subnet,
            """{"properties":{"addressPrefixes":["10.1.0.0/24","10.1.5.0/24"]}}""",
            Version
        );

        Assert.Equal((400, "InUsePrefixCannotBeDeleted"), (refused.Status, refused.Code));
        Assert.True(wider.Status == 200, wider.Text);
    }

    private static async Task<string> NetworkAsync(LocalArm arm, string group, int number)
    {
        string id = $"{group}/providers/Microsoft.Network/virtualNetworks/vnet{number}";
        Answer made = await arm.PutAsync(
            id,
            $$$"""{"location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.{{{number}}}.0.0/16"]} } }""",
            Version
        );
        Assert.True(made.Status == 201, made.Text);
        return id;
    }

    private static Task<Answer> PeerAsync(LocalArm arm, string from, string to) =>
        arm.PutAsync(
            $"{from}/virtualNetworkPeerings/p",
            $$$"""{"properties":{"remoteVirtualNetwork":{"id":"{{{to}}}"} } }""",
            Version
        );

    private static async Task<string> StateAsync(LocalArm arm, string network) =>
        (string)
            (await arm.GetAsync($"{network}/virtualNetworkPeerings/p", Version)).Json!["properties"]!["peeringState"]!;
}
