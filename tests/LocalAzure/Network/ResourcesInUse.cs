namespace LocalAzure.Tests.Network;

/// <summary>What another resource uses cannot be deleted, until that one is; the group with both can.</summary>
public sealed class ResourcesInUse
{
    private const string Version = "2024-05-01";
    private const string Group = LocalArm.Subscription + "/resourceGroups/rg-used";
    private const string Network = Group + "/providers/Microsoft.Network";

    [Theory]
    [InlineData("networkSecurityGroups/nsg", "networkInterfaces/nic", "InUseNetworkSecurityGroupCannotBeDeleted")]
    [InlineData("publicIPAddresses/pip-nic", "networkInterfaces/nic", "PublicIPAddressCannotBeDeleted")]
    [InlineData("virtualNetworks/net/subnets/apps", "networkInterfaces/nic", "InUseSubnetCannotBeDeleted")]
    [InlineData("publicIPAddresses/pip-fw", "azureFirewalls/fw", "PublicIPAddressCannotBeDeleted")]
    [InlineData("virtualNetworks/net/subnets/AzureFirewallSubnet", "azureFirewalls/fw", "InUseSubnetCannotBeDeleted")]
    [InlineData("firewallPolicies/policy", "azureFirewalls/fw", "FirewallPolicyInUse")]
    public async Task Stay_while_they_are_used(string used, string user, string code)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        await FillAsync(arm);

        Answer refused = await arm.DeleteAsync($"{Network}/{used}", Version);
        Answer released = await arm.DeleteAsync($"{Network}/{user}", Version);
        Answer deleted = await arm.DeleteAsync($"{Network}/{used}", Version);

        Assert.Equal((400, code), (refused.Status, refused.Code));
        Assert.Equal((202, 202), (released.Status, deleted.Status));
    }

    [Fact]
    public async Task Go_with_the_group_of_both()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        await FillAsync(arm);

        Answer deleted = await arm.DeleteAsync(Group, "2024-03-01");
        Answer ended = await arm.GetAsync(new Uri(deleted.Headers["Location"]).PathAndQuery);

        Assert.Equal((202, 204), (deleted.Status, ended.Status));
        Assert.Equal(404, (await arm.GetAsync(Group, "2024-03-01")).Status);
    }

    private static async Task FillAsync(LocalArm arm)
    {
        await MakeAsync(arm, Group, """{"location":"eastus2"}""", "2024-03-01");
        foreach (string address in new[] { "pip-nic", "pip-fw" })
        {
            await MakeAsync(
                arm,
                $"{Network}/publicIPAddresses/{address}",
                """{"location":"eastus2","sku":{"name":"Standard"},"properties":{"publicIPAllocationMethod":"Static"}}"""
            );
        }
        await MakeAsync(arm, $"{Network}/networkSecurityGroups/nsg", """{"location":"eastus2"}""");
        await MakeAsync(arm, $"{Network}/firewallPolicies/policy", """{"location":"eastus2"}""");
        await MakeAsync(
            arm,
            $"{Network}/virtualNetworks/net",
            """
            {"location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.8.0.0/16"]},"subnets":[
              {"name":"apps","properties":{"addressPrefix":"10.8.0.0/24"}},
              {"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.8.1.0/26"}}]}}
            """
        );
        await MakeAsync(
            arm,
            $"{Network}/networkInterfaces/nic",
            $$"""
            {"location":"eastus2","properties":{"networkSecurityGroup":{"id":"{{Network}}/networkSecurityGroups/nsg"},"ipConfigurations":[
              {"name":"one","properties":{"subnet":{"id":"{{Network}}/virtualNetworks/net/subnets/apps"},
                "publicIPAddress":{"id":"{{Network}}/publicIPAddresses/pip-nic"} } }]} }
            """
        );
        await MakeAsync(
            arm,
            $"{Network}/azureFirewalls/fw",
            $$"""
            {"location":"eastus2","properties":{"firewallPolicy":{"id":"{{Network}}/firewallPolicies/policy"},"ipConfigurations":[
              {"name":"one","properties":{"subnet":{"id":"{{Network}}/virtualNetworks/net/subnets/AzureFirewallSubnet"},
                "publicIPAddress":{"id":"{{Network}}/publicIPAddresses/pip-fw"} } }]} }
            """
        );
    }

    private static async Task MakeAsync(LocalArm arm, string id, string body, string version = Version)
    {
        Answer made = await arm.PutAsync(id, body, version);
        Assert.True(made.Status is 200 or 201, made.Text);
    }
}
