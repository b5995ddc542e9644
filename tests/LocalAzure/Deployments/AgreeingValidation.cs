using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Deployments;

/// <summary>
/// Validate, what-if and create refuse the same before the first resource is created, in a template and in a module; and what is not known
/// yet is refused by none of them.
/// </summary>
public sealed class AgreeingValidation
{
    private const string First =
        """{"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31","name":"id-first","location":"eastus2"}""";

    [Theory]
    [InlineData(
        """{"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31","name":"x","location":"eastus2"}""",
        "InvalidResourceName"
    )]
    [InlineData(
        """{"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"t","location":"eastus2","tags":{"a<b":"x"} }""",
        "InvalidTagNameCharacters"
    )]
    [InlineData(
        """{"type":"Microsoft.Authorization/locks","apiVersion":"2020-05-01","name":"l","properties":{"level":"Never"} }""",
        "LockLevelInvalid"
    )]
    [InlineData(
        """{"type":"Microsoft.Authorization/roleAssignments","apiVersion":"2022-04-01","name":"5f0c1a52-0000-4c55-9b6e-0a1b2c3d4e5f","properties":{"principalId":"[reference('id-first').principalId]","principalType":"ServicePrincipal","roleDefinitionId":"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions','5f0c1a52-1111-4c55-9b6e-0a1b2c3d4e5f')]"} }""",
        "RoleDefinitionDoesNotExist"
    )]
    [InlineData(
        """{"type":"Microsoft.Authorization/roleAssignments","apiVersion":"2022-04-01","name":"not-a-guid","properties":{"principalId":"[reference('id-first').principalId]","roleDefinitionId":"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions','acdd72a7-3385-48ef-bd42-f606fba81ae7')]"} }""",
        "InvalidRoleAssignmentId"
    )]
    [InlineData(
        """{"type":"Microsoft.Authorization/policyAssignments","apiVersion":"2023-04-01","name":"p","properties":{"policyDefinitionId":"/providers/Microsoft.Authorization/policyDefinitions/none"} }""",
        "PolicyDefinitionNotFound"
    )]
    [InlineData(
        """{"type":"Microsoft.VirtualMachineImages/imageTemplates","apiVersion":"2024-02-01","name":"it","location":"eastus2","properties":{"source":{"type":"PlatformImage","publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","version":"latest"},"distribute":[]} }""",
        "MissingRequiredProperty"
    )]
    [InlineData(
        """{"type":"Microsoft.Compute/galleries","apiVersion":"2024-03-03","name":"gal-x","location":"eastus2"}""",
        "InvalidResourceName"
    )]
    [InlineData(
        """{"type":"Microsoft.Compute/disks","apiVersion":"2024-03-02","name":"d","location":"eastus2","properties":{"creationData":{"createOption":"Empty"} } }""",
        "InvalidParameter"
    )]
    [InlineData(
        """{"type":"Microsoft.Storage/storageAccounts","apiVersion":"2023-05-01","name":"stagree","location":"eastus2","kind":"StorageV2","sku":{"name":"Standard_LRS"},"identity":{"type":"UserAssigned","userAssignedIdentities":{"/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-agree/providers/Microsoft.ManagedIdentity/userAssignedIdentities/none":{} } } }""",
        "FailedIdentityOperation"
    )]
    [InlineData(
        """{"type":"Microsoft.Network/virtualNetworks","apiVersion":"2024-05-01","name":"vnet","location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.0.0.0/16"]},"subnets":[{"name":"a","properties":{"addressPrefix":"10.0.0.0/24"} },{"name":"b","properties":{"addressPrefix":"10.0.0.128/25"} }] } }""",
        "NetcfgSubnetRangesOverlap"
    )]
    [InlineData(
        """{"type":"Microsoft.Network/virtualNetworks/subnets","apiVersion":"2024-05-01","name":"none/s","properties":{"addressPrefix":"10.0.0.0/24"} }""",
        "ParentResourceNotFound"
    )]
    [InlineData(
        """{"type":"Microsoft.Resources/tags","apiVersion":"2024-03-01","name":"other","properties":{"tags":{} } }""",
        "InvalidTagsName"
    )]
    [InlineData(
        """{"type":"Microsoft.Compute/virtualMachines","apiVersion":"2024-07-01","name":"vm","location":"eastus2","properties":{"hardwareProfile":{"vmSize":"Standard_Nowhere"} } }""",
        "SkuNotAvailable"
    )]
    public async Task What_a_service_refuses_is_refused_by_all_three_and_nothing_is_created(
        string resource,
        string code
    )
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-agree");
        foreach (string template in new[] { Beside(resource), InModule(resource) })
        {
            string body = Deploying.Body(template);

            Answer[] answers =
            [
                await arm.PostAsync(Deploying.At(group) + "/validate", body, Deploying.Version),
                await arm.PostAsync(Deploying.At(group) + "/whatIf", body, Deploying.Version),
                await arm.PutAsync(Deploying.At(group), body, Deploying.Version),
            ];

            Assert.All(answers, answer => Assert.True(answer.Status == 400, answer.Text));
            Assert.All(answers, answer => Assert.Equal("InvalidTemplateDeployment", answer.Code));
            Assert.All(answers, answer => Assert.Contains($"\"{code}\"", answer.Text, StringComparison.Ordinal));
            Answer left = await arm.GetAsync(group + "/resources", "2024-03-01");
            Assert.Empty(left.Json!["value"]!.AsArray());
        }
    }

    [Theory]
    // A tag, a name of a principal, a location and a size that only another resource's answer gives.
    [InlineData(
        """{"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"t","location":"eastus2","tags":{"a":"[reference('id-first').clientId]"} }"""
    )]
    [InlineData(
        """{"type":"Microsoft.Authorization/roleAssignments","apiVersion":"2022-04-01","name":"5f0c1a52-0000-4c55-9b6e-0a1b2c3d4e5f","properties":{"principalId":"[reference('id-first').principalId]","principalType":"ServicePrincipal","roleDefinitionId":"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions','acdd72a7-3385-48ef-bd42-f606fba81ae7')]"} }"""
    )]
    [InlineData(
        """{"type":"Microsoft.Network/networkSecurityGroups","apiVersion":"2024-05-01","name":"n","location":"[reference('id-first','2023-01-31','Full').location]","properties":{"securityRules":[{"name":"[concat('r', reference('id-first').clientId)]","properties":{"protocol":"Tcp","access":"Allow","direction":"Inbound","priority":100,"sourceAddressPrefix":"*","sourcePortRange":"*","destinationAddressPrefix":"*","destinationPortRange":"22"} }] } }"""
    )]
    [InlineData(
        """{"type":"Microsoft.Resources/tags","apiVersion":"2024-03-01","name":"default","properties":{"tags":{"id":"[reference('id-first').clientId]"} } }"""
    )]
    public async Task What_is_not_known_yet_is_refused_by_none_and_deploys(string resource)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-agree");
        string body = Deploying.Body(Beside(resource));

        Answer validated = await arm.PostAsync(Deploying.At(group) + "/validate", body, Deploying.Version);
        Answer whatIf = await arm.PostAsync(Deploying.At(group) + "/whatIf", body, Deploying.Version);
        Answer done = await Deploying.RunAsync(arm, Deploying.At(group), body);

        Assert.True(validated.Status == 200, validated.Text);
        Assert.True(whatIf.Status == 200, whatIf.Text);
        Assert.True(done.State == "Succeeded", done.Text);
    }

    [Fact]
    public async Task The_level_Template_looks_at_the_template_alone()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-agree");
        JsonObject body = JsonNode
            .Parse(
                Deploying.Body(
                    Beside(
                        """{"type":"Microsoft.Compute/galleries","apiVersion":"2024-03-03","name":"gal-x","location":"eastus2"}"""
                    )
                )
            )!
            .AsObject();
        body["properties"]!["validationLevel"] = "Template";

        Answer whatIf = await arm.PostAsync(Deploying.At(group) + "/whatIf", body.ToJsonString(), Deploying.Version);

        Assert.True(whatIf.Status == 200, whatIf.Text);
    }

    [Fact]
    public async Task A_look_ahead_leaves_nothing_behind()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-agree");
        int before = arm.Server.Cloud.Context.Store.Under("").Count;
        string body = Deploying.Body(
            Beside(
                """{"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"t","location":"eastus2"}"""
            )
        );

        Answer validated = await arm.PostAsync(Deploying.At(group) + "/validate", body, Deploying.Version);

        Assert.True(validated.Status == 200, validated.Text);
        Assert.Equal(before, arm.Server.Cloud.Context.Store.Under("").Count);
    }

    private static string Beside(string resource) => Deploying.Template($"{First},{Waiting(resource)}");

    // With symbols, reference() takes names; without, the resource waits by dependsOn.
    private static string Waiting(string resource) => resource.Insert(1, "\"dependsOn\":[\"id-first\"],");

    private static string InModule(string resource) =>
        Deploying.Template(
            $$$"""
            {"type":"Microsoft.Resources/deployments","apiVersion":"2024-03-01","name":"module","properties":{"mode":"Incremental",
              "expressionEvaluationOptions":{"scope":"inner"},
              "template":{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0",
                "resources":[{{{First}}},{{{Waiting(resource)}}}]} } }
            """
        );
}
