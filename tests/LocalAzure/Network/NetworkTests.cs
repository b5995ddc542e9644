using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Network;

public sealed class NetworkTests
{
    private const string Version = "2024-05-01";
    private const string Network =
        LocalArm.Subscription + "/resourceGroups/rg-network-eastus2/providers/Microsoft.Network";
    private const string Sample = Network + "/virtualNetworks/vnet-imagebuilder";

    [Fact]
    public async Task The_sample_network_has_a_build_subnet_and_a_delegated_container_subnet()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        JsonArray subnets = (await arm.GetAsync(Sample, Version)).Json!["properties"]!["subnets"]!.AsArray();
        Assert.Equal(["snet-build", "snet-containers"], subnets.Select(s => s!["name"]!.GetValue<string>()));
        string delegation = subnets[1]!["properties"]!["delegations"]![0]!["properties"]![
            "serviceName"
        ]!.GetValue<string>();
        Assert.Equal("Microsoft.ContainerInstance/containerGroups", delegation);
    }

    [Fact]
    public async Task The_original_form_has_a_small_subnet_without_private_link_policies()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer subnet = await arm.GetAsync($"{Network}/virtualNetworks/vnet-original/subnets/snet-build", Version);
        JsonNode properties = subnet.Json!["properties"]!;
        Assert.Equal("10.43.0.0/28", properties["addressPrefix"]!.GetValue<string>());
        Assert.Equal("Disabled", properties["privateLinkServiceNetworkPolicies"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_network_is_created_with_a_status_to_poll_and_is_read_with_its_subnets()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer made = await arm.PutAsync(
            $"{Network}/virtualNetworks/vnet-new",
            """{"location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.9.0.0/24"]},"subnets":[{"name":"a","properties":{"addressPrefix":"10.9.0.0/26"}}]}}""",
            Version
        );
        Assert.Equal(201, made.Status);
        Answer poll = await arm.GetAsync(new Uri(made.Headers["Azure-AsyncOperation"]).PathAndQuery);
        Assert.Equal("Succeeded", poll.Json!["status"]!.GetValue<string>());
        Answer read = await arm.GetAsync($"{Network}/virtualNetworks/vnet-new/subnets/a", Version);
        Assert.Equal("Succeeded", read.State);
    }

    [Theory]
    [InlineData("10.99.0.0/26", "NetcfgSubnetRangeOutsideVnet")]
    [InlineData("10.42.0.32/27", "NetcfgSubnetRangesOverlap")]
    [InlineData("10.42.0.128/30", "NetcfgInvalidSubnet")]
    [InlineData("10.42.0.129/26", "InvalidAddressPrefixFormat")]
    public async Task A_subnet_whose_range_does_not_fit_is_refused(string prefix, string code)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.PutAsync(
            $"{Sample}/subnets/extra",
            $$$"""{"properties":{"addressPrefix":"{{{prefix}}}"}}""",
            Version
        );
        Assert.Equal((400, code), (answer.Status, answer.Code));
        Assert.Equal(404, (await arm.GetAsync($"{Sample}/subnets/extra", Version)).Status);
    }

    [Fact]
    public async Task A_security_group_shows_its_own_and_the_default_rules_and_cannot_be_deleted_while_in_use()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = $"{Network}/networkSecurityGroups/nsg-build";
        Answer read = await arm.GetAsync(group, Version);
        Assert.Equal(4, read.Json!["properties"]!["securityRules"]!.AsArray().Count);
        Assert.Equal(6, read.Json["properties"]!["defaultSecurityRules"]!.AsArray().Count);

        Answer deleted = await arm.DeleteAsync(group, Version);

        Assert.Equal((400, "InUseNetworkSecurityGroupCannotBeDeleted"), (deleted.Status, deleted.Code));
    }

    [Fact]
    public async Task Two_rules_of_one_priority_and_direction_conflict()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string rule = """
            {"properties":{"priority":100,"direction":"Inbound","access":"Allow","protocol":"Tcp","sourceAddressPrefix":"*",
             "sourcePortRange":"*","destinationAddressPrefix":"*","destinationPortRange":"22"}}
            """;
        Answer answer = await arm.PutAsync(
            $"{Network}/networkSecurityGroups/nsg-build/securityRules/again",
            rule,
            Version
        );
        Assert.Equal((400, "SecurityRuleConflict"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_subnet_that_names_a_missing_route_table_is_refused()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        JsonObject body = new()
        {
            ["properties"] = new JsonObject
            {
                ["addressPrefix"] = "10.42.0.128/26",
                ["routeTable"] = new JsonObject { ["id"] = $"{Network}/routeTables/none" },
            },
        };
        Answer answer = await arm.PutAsync($"{Sample}/subnets/extra", body.ToJsonString(), Version);
        Assert.Equal((400, "InvalidResourceReference"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Usages_tell_how_many_addresses_a_subnet_has()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        JsonArray usages = (await arm.GetAsync($"{Sample}/usages", Version)).Json!["value"]!.AsArray();
        Assert.Equal([59, 59], usages.Select(u => u!["limit"]!.GetValue<int>()));
    }
}
