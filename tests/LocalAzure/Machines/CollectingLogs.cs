using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Machines;

/// <summary>
/// What a machine's logs and its users' way in need: workspaces, data collection rules, Bastion hosts, just-in-time policies. Sources:
/// DataCollectionRules, RuleAssociations, BastionHosts, AccessPolicies.
/// </summary>
public sealed class CollectingLogs
{
    private const string Group = ScaleSetWorld.Group;
    private const string Workspace = Group + "/providers/Microsoft.OperationalInsights/workspaces/log-ops";
    private const string Rule = Group + "/providers/Microsoft.Insights/dataCollectionRules/dcr-jump";
    private const string Associations = "/providers/Microsoft.Insights/dataCollectionRuleAssociations";
    private const string Policy =
        Group + "/providers/Microsoft.Security/locations/eastus2/jitNetworkAccessPolicies/default";
    private static readonly string Plan =
        $"{Group[..Group.IndexOf("/resourceGroups/", StringComparison.Ordinal)]}/providers/Microsoft.Security/pricings/VirtualMachines";
    private const string Host = Group + "/providers/Microsoft.Network/bastionHosts/bas-ops";
    private const string Version = "2024-03-11";

    [Fact]
    public async Task A_rule_sends_to_a_workspace_and_is_associated_with_a_set()
    {
        await using ScaleSetWorld world = await ReadyAsync();
        Answer made = await world.Arm.PutAsync(Rule, RuleBody(), Version);
        Assert.True(made.Status == 201, made.Text);
        Assert.StartsWith("dcr-", (string?)made.Json!["properties"]!["immutableId"], StringComparison.Ordinal);
        string link = $"{ScaleSetWorld.Set}{Associations}/logs";
        string body = $$$"""{"properties":{"dataCollectionRuleId":"{{{Rule}}}"} }""";
        Assert.Equal("ResourceNotFound", (await world.Arm.PutAsync(link, body, Version)).Code);
        await world.PutAsync(ScaleSetWorld.Body(flexible: false, 1));
        Assert.Equal(201, (await world.Arm.PutAsync(link, body, Version)).Status);
        Assert.Single((await world.ReadAsync($"{ScaleSetWorld.Set}{Associations}", Version))["value"]!.AsArray());

        Assert.Equal(409, (await world.Arm.DeleteAsync(Rule, Version)).Status);
        Assert.Equal(200, (await world.Arm.DeleteAsync($"{Rule}?deleteAssociations=true", Version)).Status);
        Assert.Equal(404, (await world.Arm.GetAsync(link, Version)).Status);
    }

    [Theory]
    [InlineData("\"authpriv\"", "\"sudo\"", "InvalidPayload", "sudo")]
    [InlineData("\"destinations\":[\"log\"]", "\"destinations\":[\"other\"]", "InvalidPayload", "other")]
    [InlineData("log-ops", "log-none", "InvalidPayload", "does not exist")]
    [InlineData("\"name\":\"perf\"", "\"name\":\"syslog\"", "InvalidPayload", "not unique")]
    [InlineData("\"location\":\"eastus2\"", "\"location\":\"westeurope\"", "InvalidPayload", "must be in its region")]
    public async Task A_rule_that_leads_nowhere_is_refused(string part, string instead, string code, string message)
    {
        await using ScaleSetWorld world = await ReadyAsync();
        Assert.Contains(part, RuleBody(), StringComparison.Ordinal);
        Answer answer = await world.Arm.PutAsync(
            Rule,
            RuleBody().Replace(part, instead, StringComparison.Ordinal),
            Version
        );
        Assert.Equal((400, code), (answer.Status, answer.Code));
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_names_ports_of_virtual_machines_for_at_most_a_day()
    {
        await using ScaleSetWorld world = await ReadyAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible: true, 1));
        string machine = (string)(await world.InstancesAsync())[0]["id"]!;
        Answer free = await PolicyAsync(world, machine, "PT3H");
        Assert.Contains("Defender for Servers Plan 2", free.Text, StringComparison.Ordinal);
        Assert.Equal("Free", (string?)(await world.ReadAsync(Plan, "2024-01-01"))["properties"]!["pricingTier"]);
        await PlanAsync(world, "P1");
        Assert.Contains("Plan 2", (await PolicyAsync(world, machine, "PT3H")).Text, StringComparison.Ordinal);
        await PlanAsync(world, "P2");
        Assert.Equal("InvalidInput", (await PolicyAsync(world, $"{machine}x", "PT3H")).Code);
        Assert.Equal("InvalidInput", (await PolicyAsync(world, machine, "PT25H")).Code);
        Assert.Equal(201, (await PolicyAsync(world, machine, "PT3H")).Status);
        Answer asked = await world.Arm.PostAsync(
            $"{Policy}/initiate",
            $$"""{"virtualMachines":[{"id":"{{machine}}","ports":[{"number":22,"duration":"PT1H"}]}]}""",
            "2020-01-01"
        );
        Assert.Equal(202, asked.Status);
        JsonNode policy = await world.ReadAsync(Policy, "2020-01-01");
        Assert.Single(policy["properties"]!["requests"]!.AsArray());
    }

    [Theory]
    [InlineData("Developer", "\"virtualNetwork\":{\"id\":\"NET\"}", null)]
    [InlineData("Developer", "\"ipConfigurations\":[IP]", "FeatureNotSupportedForDeveloperBastionSku")]
    [InlineData("Basic", "\"ipConfigurations\":[IP]", null)]
    [InlineData("Basic", "\"enableTunneling\":true,\"ipConfigurations\":[IP]", "FeatureNotSupportedForBastionSku")]
    [InlineData("Standard", "\"enableTunneling\":true,\"ipConfigurations\":[IP]", null)]
    [InlineData("Standard", "\"enableTunneling\":true", "FeatureNotSupportedForBastionSku")]
    public async Task A_Bastion_host_has_what_its_SKU_offers(string sku, string properties, string? code)
    {
        await using ScaleSetWorld world = await ReadyAsync();
        Answer answer = await HostAsync(world, sku, properties);
        Assert.True(code == answer.Code, answer.Text);
        if (sku == "Standard" && code is null)
        {
            Answer smaller = await HostAsync(world, "Basic", "\"ipConfigurations\":[IP]");
            Assert.Equal("BastionHostSkuDowngradeNotSupported", smaller.Code);
        }
    }

    private static async Task<Answer> HostAsync(ScaleSetWorld world, string sku, string properties)
    {
        const string network = Group + "/providers/Microsoft.Network/virtualNetworks/vnet-bas";
        const string address = Group + "/providers/Microsoft.Network/publicIPAddresses/pip-bas";
        await world.Arm.PutAsync(
            network,
            """{"location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.8.0.0/24"]},"subnets":[{"name":"AzureBastionSubnet","properties":{"addressPrefix":"10.8.0.0/26"}}]}}""",
            "2024-05-01"
        );
        await world.Arm.PutAsync(
            address,
            """{"location":"eastus2","sku":{"name":"Standard"},"properties":{"publicIPAllocationMethod":"Static"}}""",
            "2024-05-01"
        );
        const string ip =
            $$$"""{"name":"ip","properties":{"subnet":{"id":"{{{network}}}/subnets/AzureBastionSubnet"},"publicIPAddress":{"id":"{{{address}}}"} } }""";
        string given = properties
            .Replace("NET", network, StringComparison.Ordinal)
            .Replace("[IP]", $"[{ip}]", StringComparison.Ordinal);
        return await world.Arm.PutAsync(
            Host,
            $$$"""{"location":"eastus2","sku":{"name":"{{{sku}}}"},"properties":{ {{{given}}} } }""",
            "2024-05-01"
        );
    }

    private static async Task PlanAsync(ScaleSetWorld world, string plan) =>
        Assert.Equal(
            200,
            (
                await world.Arm.PutAsync(
                    Plan,
                    $$$"""{"properties":{"pricingTier":"Standard","subPlan":"{{{plan}}}"} }""",
                    "2024-01-01"
                )
            ).Status
        );

    private static Task<Answer> PolicyAsync(ScaleSetWorld world, string machine, string duration) =>
        world.Arm.PutAsync(
            Policy,
            $$$"""{"kind":"Basic","properties":{"virtualMachines":[{"id":"{{{machine}}}","ports":[{"number":22,"protocol":"TCP","allowedSourceAddressPrefix":"10.0.0.0/8","maxRequestAccessDuration":"{{{duration}}}"}]}]} }""",
            "2020-01-01"
        );

    private static async Task<ScaleSetWorld> ReadyAsync()
    {
        ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        Answer made = await world.Arm.PutAsync(Workspace, """{"location":"eastus2"}""", "2023-09-01");
        Assert.True(made.Status == 201, made.Text);
        return world;
    }

    private static string RuleBody() =>
        $$$"""
            {"location":"eastus2","kind":"Linux","properties":{"dataSources":{
            "syslog":[{"name":"syslog","streams":["Microsoft-Syslog"],"facilityNames":["auth","authpriv","syslog"],"logLevels":["Info"]}],
            "performanceCounters":[{"name":"perf","streams":["Microsoft-Perf"],"samplingFrequencyInSeconds":60,"counterSpecifiers":["\\Memory(*)\\% Used Memory"]}]},
            "destinations":{"logAnalytics":[{"name":"log","workspaceResourceId":"{{{Workspace}}}"}]},
            "dataFlows":[{"streams":["Microsoft-Syslog","Microsoft-Perf"],"destinations":["log"]}]} }
            """;
}
