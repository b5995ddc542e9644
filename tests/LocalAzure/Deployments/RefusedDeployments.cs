namespace LocalAzure.Tests.Deployments;

/// <summary>Deployments that ARM refuses before it makes the first resource: each with its code, and nothing made.</summary>
public sealed class RefusedDeployments
{
    private const string Identity = """
        {"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31","name":"NAME","location":"eastus2","tags":{"a":"TAG"}}
        """;

    [Theory]
    [InlineData("""{"resources":[],"colour":1}""", "colour")]
    [InlineData(
        """{"resources":[],"parameters":{"p":{"type":"string","defaultValue":"x","description":"x"}}}""",
        "description"
    )]
    [InlineData("""{"resources":[],"parameters":{"p":{"type":"strng","defaultValue":"x"}}}""", "strng")]
    [InlineData("""{"resources":[],"outputs":{"o":{"type":"string"}}}""", "'value' property")]
    [InlineData("""{"resources":[],"outputs":{"o":{"type":"string","value":"x","condition":"maybe"}}}""", "boolean")]
    [InlineData(
        """{"resources":[{"type":"A.B/c","apiVersion":"2020-01-01","name":"x","propertys":{}}]}""",
        "propertys"
    )]
    [InlineData(
        """{"resources":[{"type":"A.B/c","apiVersion":"2020-01-01","name":"x","dependsOn":"y"}]}""",
        "dependsOn"
    )]
    [InlineData("""{"resources":[{"type":"A.B/c","apiVersion":"2020-01-01","name":"x","copy":{"count":2}}]}""", "name")]
    [InlineData(
        """{"resources":[{"type":"A.B/c","apiVersion":"2020-01-01","name":"x","copy":{"name":"l","count":801}}]}""",
        "800"
    )]
    [InlineData("""{"resources":[{"type":"A.B/c/d","apiVersion":"2020-01-01","name":"x"}]}""", "segment lengths")]
    public async Task A_template_that_ARMs_parser_would_not_take_is_refused_with_the_member(
        string template,
        string named
    )
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-parse");
        string body = Deploying.Body(template.Insert(1, "\"contentVersion\":\"1.0.0.0\","));
        Answer answer = await arm.PostAsync(Deploying.At(group) + "/validate", body, Deploying.Version);
        Assert.Equal((400, "InvalidTemplate"), (answer.Status, answer.Code));
        Assert.Contains(named, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_to_the_subscription_keeps_its_region_and_another_name_takes_another_one()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string In(string region) => Deploying.Body(Deploying.Template("")).Insert(1, $"\"location\":\"{region}\",");
        await Deploying.RunAsync(arm, Deploying.At(LocalArm.Subscription), In("eastus2"));

        Answer moved = await arm.PutAsync(Deploying.At(LocalArm.Subscription), In("westeurope"), Deploying.Version);
        Answer again = await arm.PutAsync(Deploying.At(LocalArm.Subscription), In("East US 2"), Deploying.Version);
        Answer other = await arm.PutAsync(
            Deploying.At(LocalArm.Subscription, "d2"),
            In("westeurope"),
            Deploying.Version
        );

        Assert.Equal((409, "InvalidDeploymentLocation"), (moved.Status, moved.Code));
        Assert.Contains("'westeurope'", moved.Message, StringComparison.Ordinal);
        Assert.Contains("already exists in location 'eastus2'", moved.Message, StringComparison.Ordinal);
        Assert.True(again.Status is 200 or 201, again.Text);
        Assert.True(other.Status is 200 or 201, other.Text);
    }

    [Theory]
    [InlineData("""{"properties":{"mode":"Sometimes","template":{}}}""", "InvalidDeployment")]
    [InlineData("""{"location":"eastus2","properties":{"mode":"Incremental","template":{}}}""", "InvalidDeployment")]
    [InlineData("""{"properties":{"mode":"Incremental"}}""", "InvalidTemplate")]
    [InlineData("""{"properties":{"mode":"Incremental","template":{"contentVersion":"1.0.0.0"}}}""", "InvalidTemplate")]
    [InlineData(
        """{"properties":{"mode":"Incremental","template":{"contentVersion":"1.0.0.0","resources":[],"parameters":{"p":{"type":"int"}}},"parameters":{"p":{"value":"x"}}}}""",
        "InvalidTemplate"
    )]
    [InlineData(
        """{"properties":{"mode":"Incremental","template":{"contentVersion":"1.0.0.0","resources":[]},"parameters":{"q":{"value":1}}}}""",
        "InvalidTemplate"
    )]
    [InlineData(
        """{"properties":{"mode":"Incremental","template":{"contentVersion":"1.0.0.0","resources":[{"type":"A.B/c","apiVersion":"2020-01-01","name":"x","dependsOn":["nothing"]}]}}}""",
        "InvalidTemplate"
    )]
    public async Task A_wrong_deployment_is_refused_before_anything_is_made(string body, string code)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-wrong");
        Answer put = await arm.PutAsync(Deploying.At(group), body, Deploying.Version);
        Answer validated = await arm.PostAsync(Deploying.At(group) + "/validate", body, Deploying.Version);
        Assert.Equal((400, code), (put.Status, put.Code));
        Assert.Equal((400, code), (validated.Status, validated.Code));
    }

    [Theory]
    [InlineData("Microsoft.Network/routeTables", "2024-05-01", "westeurope", "InvalidTemplateDeployment")]
    [InlineData("Microsoft.Network/routeTables", "1999-01-01", "eastus2", "NoRegisteredProviderFound")]
    [InlineData("Microsoft.Web/sites", "2023-01-01", "eastus2", "NotModelled")]
    public async Task What_a_policy_or_a_type_refuses_is_told_before_the_first_resource_is_made(
        string type,
        string version,
        string location,
        string code
    )
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-preflight");
        Answer assigned = await arm.PutAsync(
            $"{group}/providers/Microsoft.Authorization/policyAssignments/places",
            """{"properties":{"policyDefinitionId":"/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c","parameters":{"listOfAllowedLocations":{"value":["eastus2"]}}}}""",
            "2023-04-01"
        );
        Assert.Equal(201, assigned.Status);
        string body = Deploying.Body(
            Deploying.Template(
                Named("id-first", "1")
                    + $$""",{"type":"{{type}}","apiVersion":"{{version}}","name":"second","location":"{{location}}","dependsOn":["id-first"]}"""
            )
        );

        Answer validated = await arm.PostAsync(Deploying.At(group) + "/validate", body, Deploying.Version);
        Answer put = await arm.PutAsync(Deploying.At(group), body, Deploying.Version);

        Assert.Equal((code, code), (validated.Code, put.Code));
        Assert.Equal(404, (await arm.GetAsync(Of(group, "id-first"), "2023-01-31")).Status);
    }

    [Fact]
    public async Task ARMs_limits_of_parameters_variables_and_outputs_hold()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-limits");
        foreach (
            (string? section, string? entry, int most) in new[]
            {
                ("parameters", """{"type":"string","defaultValue":"x"}""", 256),
                ("variables", "1", 256),
                ("outputs", """{"type":"string","value":"x"}""", 64),
            }
        )
        {
            Assert.Equal("InvalidTemplate", (await WithAsync(section, entry, most + 1)).Code);
            Assert.Equal(200, (await WithAsync(section, entry, most)).Status);
        }

        Task<Answer> WithAsync(string section, string entry, int count)
        {
            string entries = string.Join(',', Enumerable.Range(0, count).Select(i => $"\"n{i}\":{entry}"));
            string template = $$"""{"contentVersion":"1.0.0.0","resources":[],"{{section}}":{ {{entries}} } }""";
            return arm.PostAsync(Deploying.At(group) + "/validate", Deploying.Body(template), Deploying.Version);
        }
    }

    private static string Named(string name, string tag) =>
        Identity.Replace("NAME", name, StringComparison.Ordinal).Replace("TAG", tag, StringComparison.Ordinal);

    private static string Of(string group, string name) =>
        $"{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}";
}
