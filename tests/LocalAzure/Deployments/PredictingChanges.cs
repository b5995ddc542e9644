using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Deployments;

/// <summary>What-if compares a template with the resources as clients read them, and says which properties change.</summary>
public sealed class PredictingChanges
{
    [Fact]
    public async Task A_template_that_is_deployed_already_changes_nothing_also_with_children_in_its_bodies()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-predict");
        string body = Deploying.Body(Resources("10.7.0.0/24"));
        await Deploying.RunAsync(arm, Deploying.At(group), body);

        JsonArray changes = await WhatIfAsync(arm, group, body);

        Assert.Equal(["NoChange", "NoChange"], changes.Select(c => (string?)c!["changeType"]));
    }

    [Fact]
    public async Task A_changed_child_is_named_by_its_place()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-predict");
        await Deploying.RunAsync(arm, Deploying.At(group), Deploying.Body(Resources("10.7.0.0/24")));

        JsonArray changes = await WhatIfAsync(arm, group, Deploying.Body(Resources("10.7.1.0/24")));

        JsonNode network = changes.Single(c => (string?)c!["changeType"] == "Modify")!;
        JsonNode subnets = Assert.Single(network["delta"]!.AsArray())!;
        Assert.Equal(
            ("properties.subnets", "Array"),
            ((string?)subnets["path"], (string?)subnets["propertyChangeType"])
        );
        JsonNode second = Assert.Single(subnets["children"]!.AsArray())!;
        Assert.Equal("1", (string?)second["path"]);
        Assert.Equal("10.7.1.0/24", (string?)second["children"]![0]!["after"]);
    }

    [Fact]
    public async Task The_ids_alone_are_told_where_they_are_asked_for()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-predict");
        JsonObject body = JsonNode.Parse(Deploying.Body(Resources("10.7.0.0/24")))!.AsObject();
        body["properties"]!["whatIfSettings"] = new JsonObject { ["resultFormat"] = "ResourceIdOnly" };

        JsonArray before = await WhatIfAsync(arm, group, body.ToJsonString());
        await Deploying.RunAsync(arm, Deploying.At(group), Deploying.Body(Resources("10.7.0.0/24")));
        JsonArray after = await WhatIfAsync(arm, group, body.ToJsonString());

        Assert.Equal(["Create", "Create"], before.Select(c => (string?)c!["changeType"]));
        Assert.Equal(["Deploy", "Deploy"], after.Select(c => (string?)c!["changeType"]));
        Assert.All(after, change => Assert.Equal(2, change!.AsObject().Count));
    }

    private static string Resources(string prefix) =>
        Deploying.Template(
            $$"""
            {"type":"Microsoft.Network/networkSecurityGroups","apiVersion":"2024-05-01","name":"nsg","location":"East US 2","properties":{
              "securityRules":[{"name":"in","properties":{"protocol":"Tcp","access":"Allow","direction":"Inbound","priority":100,
                "sourceAddressPrefix":"*","sourcePortRange":"*","destinationAddressPrefix":"*","destinationPortRange":"22"} }] } },
            {"type":"Microsoft.Network/virtualNetworks","apiVersion":"2024-05-01","name":"net","location":"eastus2","properties":{
              "addressSpace":{"addressPrefixes":["10.7.0.0/16"]},
              "subnets":[{"name":"z","properties":{"addressPrefix":"10.7.9.0/24","natGateway":null} },
                {"name":"a","properties":{"addressPrefix":"{{prefix}}","delegations":[]} }] } }
            """
        );

    private static async Task<JsonArray> WhatIfAsync(LocalArm arm, string group, string body)
    {
        Answer answer = await arm.PostAsync(Deploying.At(group, "d2") + "/whatIf", body, Deploying.Version);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json!["properties"]!["changes"]!.AsArray();
    }
}
