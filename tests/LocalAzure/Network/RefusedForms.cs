namespace LocalAzure.Tests.Network;

/// <summary>What Azure refuses of interfaces, gateways, firewalls, Bastion hosts and links; docs/localazure.md has the sources.</summary>
public sealed class RefusedForms
{
    private const string Version = "2024-05-01";
    private const string Group = LocalArm.Subscription + "/resourceGroups/rg-forms";
    private const string Elsewhere = LocalArm.Subscription + "/resourceGroups/rg-elsewhere";
    private const string Network = "/providers/Microsoft.Network";
    private const string Virtual = Group + Network + "/virtualNetworks/net";

    private const string InSubnet =
        """{"properties":{"ipConfigurations":[{"name":"one","properties":{"subnet":{"id":"NETWORK/subnets/NAME"}}}]}}""";

    [Theory]
    [InlineData("""{"properties":{"ipConfigurations":[]}}""", "NetworkInterfaceMustHaveIpConfiguration*")]
    [InlineData("""{"properties":{}}""", "NetworkInterfaceMustHaveIpConfiguration*")]
    [InlineData("""{"properties":{"ipConfigurations":[{"name":"one","properties":{}}]}}""", "SubnetIsRequired")]
    public Task An_interface_needs_a_subnet(string body, string code) =>
        RefusesAsync("networkInterfaces/new", body, code);

    [Fact]
    public Task An_interface_is_not_in_the_subnet_of_containers() =>
        RefusesAsync("networkInterfaces/new", InSubnet.Replace("NAME", "containers"), "SubnetIsDelegated");

    [Theory]
    [InlineData("""{"sku":{"name":"Standard"},"properties":{"idleTimeoutInMinutes":3}}""", "NatGatewayIdleTimeout*")]
    [InlineData("""{"sku":{"name":"Standard"},"properties":{"idleTimeoutInMinutes":121}}""", "NatGatewayIdleTimeout*")]
    [InlineData("""{"sku":{"name":"Standard"},"zones":["1","2"],"properties":{}}""", "NatGatewayMultipleZones")]
    public Task A_gateway_has_limits(string body, string code) => RefusesAsync("natGateways/new", body, code);

    [Theory]
    [InlineData("""{"properties":{"intrusionDetection":{"mode":"Alert"}}}""", "FirewallPolicyHigherTierOnlyProperties")]
    [InlineData("""{"properties":{"sku":{"tier":"Premium"}}}""", "FirewallPolicySkuChangeDisallowed")]
    public Task A_policy_stays_in_its_tier(string body, string code) =>
        RefusesAsync("firewallPolicies/standard", body, code);

    [Fact]
    public Task A_firewall_needs_64_addresses() =>
        RefusesAsync("azureFirewalls/new", InSubnet.Replace("NAME", "AzureFirewallSubnet"), "SubnetPrefixTooSmall");

    [Fact]
    public Task A_firewall_is_in_the_group_of_its_network() =>
        RefusesAsync(
            "azureFirewalls/new",
            InSubnet.Replace("NAME", "AzureFirewallSubnet"),
            "AzureFirewallReferencesSubnetInDifferentResourceGroup",
            Elsewhere
        );

    [Fact]
    public Task A_standard_firewall_has_no_premium_policy() =>
        RefusesAsync(
            "azureFirewalls/new",
            """{"properties":{"firewallPolicy":{"id":"POLICIES/premium"}}}""",
            "AzureFirewallPolicyTierHigherThanFirewall"
        );

    [Fact]
    public Task A_Bastion_host_needs_a_public_address() =>
        RefusesAsync(
            "bastionHosts/new",
            InSubnet.Replace("NAME", "AzureBastionSubnet"),
            "BastionHostPublicIPAddressRequired"
        );

    [Fact]
    public Task A_Bastion_host_needs_64_addresses() =>
        RefusesAsync(
            "bastionHosts/new",
            InSubnet
                .Replace("NAME", "AzureBastionSubnet")
                .Replace(
                    "\"properties\":{\"ip",
                    "\"sku\":{\"name\":\"Premium\"},\"properties\":{\"enablePrivateOnlyBastion\":true,\"ip"
                ),
            "SubnetPrefixTooSmall"
        );

    [Theory]
    [InlineData(Group, 409, "Conflict")]
    [InlineData(Elsewhere, 400, "BadRequest")]
    public async Task A_network_is_linked_with_one_zone_of_a_name(string group, int status, string code)
    {
        await using LocalArm arm = await FilledAsync();
        await MakeAsync(arm, $"{Group}{Network}/privateDnsZones/a.test", """{"location":"global"}""", "2020-06-01");
        await MakeAsync(arm, $"{Elsewhere}{Network}/privateDnsZones/a.test", """{"location":"global"}""", "2020-06-01");
        const string link =
            """{"location":"global","properties":{"registrationEnabled":false,"virtualNetwork":{"id":"NETWORK"}}}""";
        string first = $"{Group}{Network}/privateDnsZones/a.test/virtualNetworkLinks/first";
        await MakeAsync(arm, first, link, "2020-06-01");

        Answer again = await arm.PutAsync(first, Named(link), "2020-06-01");
        Answer second = await arm.PutAsync(
            $"{group}{Network}/privateDnsZones/a.test/virtualNetworkLinks/second",
            Named(link),
            "2020-06-01"
        );

        Assert.True(again.Status < 300, again.Text);
        Assert.Equal((status, code), (second.Status, second.Code));
    }

    [Fact]
    public async Task A_subnet_in_use_keeps_its_delegations()
    {
        await using LocalArm arm = await FilledAsync();
        await MakeAsync(
            arm,
            $"{Group}{Network}/networkInterfaces/nic",
            InSubnet
                .Replace("NAME", "apps")
                .Replace("{\"properties\":{\"ip", "{\"location\":\"eastus2\",\"properties\":{\"ip")
        );

        Answer changed = await arm.PutAsync(
            $"{Virtual}/subnets/apps",
            """
            {"properties":{"addressPrefix":"10.8.0.0/24","delegations":[{"name":"aci","properties":{
              "serviceName":"Microsoft.ContainerInstance/containerGroups"}}]}}
            """,
            Version
        );

        Assert.Equal((400, "SubnetDelegationsCannotChangeWhenSubnetUsedByResource"), (changed.Status, changed.Code));
    }

    private static async Task RefusesAsync(string id, string body, string code, string group = Group)
    {
        await using LocalArm arm = await FilledAsync();

        Answer answer = await arm.PutAsync(
            $"{group}{Network}/{id}",
            Named(body).Insert(1, "\"location\":\"eastus2\","),
            Version
        );

        Assert.Equal(400, answer.Status);
        Assert.Matches($"^{code.Replace("*", ".*")}$", answer.Code);
    }

    private static async Task<LocalArm> FilledAsync()
    {
        LocalArm arm = await LocalArm.StartAsync();
        await MakeAsync(arm, Group, """{"location":"eastus2"}""", "2024-03-01");
        await MakeAsync(arm, Elsewhere, """{"location":"eastus2"}""", "2024-03-01");
        await MakeAsync(
            arm,
            Virtual,
            """
            {"location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.8.0.0/16"]},"subnets":[
              {"name":"apps","properties":{"addressPrefix":"10.8.0.0/24"}},
              {"name":"containers","properties":{"addressPrefix":"10.8.1.0/24","delegations":[{"name":"aci","properties":{
                "serviceName":"Microsoft.ContainerInstance/containerGroups"}}]}},
              {"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.8.2.0/28"}},
              {"name":"AzureBastionSubnet","properties":{"addressPrefix":"10.8.3.0/27"}}]}}
            """
        );
        await MakeAsync(arm, $"{Group}{Network}/firewallPolicies/standard", """{"location":"eastus2"}""");
        await MakeAsync(
            arm,
            $"{Group}{Network}/firewallPolicies/premium",
            """{"location":"eastus2","properties":{"sku":{"tier":"Premium"}}}"""
        );
        return arm;
    }

    private static string Named(string body) =>
        body.Replace("NETWORK", Virtual).Replace("POLICIES", $"{Group}{Network}/firewallPolicies");

    private static async Task MakeAsync(LocalArm arm, string id, string body, string version = Version)
    {
        Answer made = await arm.PutAsync(id, Named(body), version);
        Assert.True(made.Status is 200 or 201 or 202, made.Text);
    }
}
