using System.Text.Json.Nodes;
using LocalAzure.Tests.Deployments;

namespace LocalAzure.Tests.Machines;

/// <summary>Scale sets in deployments, groups and lists, as other resources.</summary>
public sealed class DeployingScaleSets
{
    private const string Group = ScaleSetWorld.Group;

    [Fact]
    public async Task A_deployment_creates_set_rule_and_association_and_its_look_ahead_meets_no_fault()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync(
            """{"health":"Unhealthy","path":"*/virtualMachines/*","nth":1}"""
        );
        string template = Deploying.Template(Resources(ScaleSetWorld.Body(flexible: false, 2)));
        for (int again = 0; again < 2; again++)
        {
            Answer deployed = await Deploying.RunAsync(world.Arm, Deploying.At(Group), Deploying.Body(template));
            Assert.True(deployed.State == "Succeeded", deployed.Text);
        }
        Assert.Equal(
            ["HealthState/unhealthy", "HealthState/healthy"],
            (await world.InstancesAsync()).Select(one =>
                (string?)one["properties"]!["instanceView"]!["vmHealth"]!["status"]!["code"]
            )
        );
    }

    [Fact]
    public async Task A_deployment_with_too_many_instances_is_refused_before_anything_is_created()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        string template = Deploying.Template(Resources(ScaleSetWorld.Body(flexible: true, 7)));
        Answer deployed = await world.Arm.PutAsync(Deploying.At(Group), Deploying.Body(template), "2024-03-01");
        Assert.Contains("exceeding approved", deployed.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await world.Arm.GetAsync(ScaleSetWorld.Set, ScaleSetWorld.Version)).Status);
    }

    [Fact]
    public async Task A_machine_is_deployed_with_its_extension()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        string template = Deploying.Template(
            $$$$$"""
            {"type":"Microsoft.Network/networkInterfaces","apiVersion":"2024-05-01","name":"nic","location":"eastus2",
             "properties":{"ipConfigurations":[{"name":"ip","properties":{"subnet":{"id":"{{{{{ScaleSetWorld.Small}}}}}"}}}]}},
            {"type":"Microsoft.Compute/virtualMachines","apiVersion":"{{{{{ScaleSetWorld.Version}}}}}","name":"vm","location":"eastus2","dependsOn":["nic"],
             "properties":{"hardwareProfile":{"vmSize":"Standard_D2ds_v5"},
             "storageProfile":{"imageReference":{"id":"{{{{{ScaleSetWorld.Definition}}}}}/versions/1.0.0"},"osDisk":{"name":"os","createOption":"FromImage"}},
             "networkProfile":{"networkInterfaces":[{"id":"[resourceId('Microsoft.Network/networkInterfaces','nic')]"}]}}},
            {"type":"Microsoft.Compute/virtualMachines/extensions","apiVersion":"{{{{{ScaleSetWorld.Version}}}}}","name":"vm/health","location":"eastus2","dependsOn":["vm"],
             "properties":{"publisher":"Microsoft.ManagedServices","type":"ApplicationHealthLinux","typeHandlerVersion":"2.0","settings":{"protocol":"tcp","port":22}}}
            """
        );
        Answer deployed = await Deploying.RunAsync(world.Arm, Deploying.At(Group), Deploying.Body(template));
        Assert.True(deployed.State == "Succeeded", deployed.Text);
        JsonNode view = await world.ReadAsync($"{Group}/providers/Microsoft.Compute/virtualMachines/vm/instanceView");
        Assert.Equal("HealthState/healthy", (string?)view["vmHealth"]!["status"]!["code"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_group_is_deleted_with_its_set_and_lists_no_instances_as_resources(bool flexible)
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        string group = $"{LocalArm.Subscription}/resourceGroups/rg-jump";
        await world.Arm.PutAsync(group, """{"location":"eastus2"}""", "2024-03-01");
        string set = $"{group}/providers/Microsoft.Compute/virtualMachineScaleSets/jump";
        await world.PutAsync(ScaleSetWorld.Body(flexible, 2), set);
        string listed = (await world.ReadAsync($"{group}/resources", "2024-03-01")).ToJsonString();
        Assert.Contains("Microsoft.Compute/virtualMachineScaleSets", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("virtualMachineScaleSets/virtualMachines", listed, StringComparison.Ordinal);

        Answer deleted = await world.Arm.DeleteAsync(group, "2024-03-01");
        Assert.Equal(202, deleted.Status);

        for (int look = 0; look < 200 && (await world.Arm.GetAsync(group, "2024-03-01")).Status != 404; look++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        Assert.DoesNotContain(
            world.Arm.Server.Snapshot().ResourceIds,
            id => id.Contains("/rg-jump", StringComparison.OrdinalIgnoreCase)
        );
    }

    private static string Resources(JsonObject set)
    {
        set["type"] = "Microsoft.Compute/virtualMachineScaleSets";
        set["apiVersion"] = ScaleSetWorld.Version;
        set["name"] = "jump";
        return $$$$"""
            {"type":"Microsoft.OperationalInsights/workspaces","apiVersion":"2023-09-01","name":"log-ops","location":"eastus2"},
            {"type":"Microsoft.Insights/dataCollectionRules","apiVersion":"2024-03-11","name":"dcr","location":"eastus2","kind":"Linux",
             "dependsOn":["log-ops"],"properties":{"dataSources":{"syslog":[{"name":"s","streams":["Microsoft-Syslog"],"facilityNames":["auth"],"logLevels":["Info"]}]},
             "destinations":{"logAnalytics":[{"name":"log","workspaceResourceId":"[resourceId('Microsoft.OperationalInsights/workspaces','log-ops')]"}]},
             "dataFlows":[{"streams":["Microsoft-Syslog"],"destinations":["log"]}]}},
            {{{{set.ToJsonString()}}}},
            {"type":"Microsoft.Insights/dataCollectionRuleAssociations","apiVersion":"2024-03-11","name":"logs",
             "scope":"[resourceId('Microsoft.Compute/virtualMachineScaleSets','jump')]","dependsOn":["jump","dcr"],
             "properties":{"dataCollectionRuleId":"[resourceId('Microsoft.Insights/dataCollectionRules','dcr')]"}}
            """;
    }
}
