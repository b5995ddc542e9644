namespace LocalAzure.Tests.Deployments;

public sealed class DeploymentTests
{
    private const string Version = "2024-03-01";
    private const string AtSubscription = $"{LocalArm.Subscription}/providers/Microsoft.Resources/deployments/";

    private const string Group = """
        {"type":"Microsoft.Resources/resourceGroups","apiVersion":"2024-03-01","name":"[parameters('name')]","location":"[deployment().location]"}
        """;

    [Fact]
    public async Task A_resource_group_is_made_by_a_deployment_whose_outputs_are_read_back()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string template = Template(
            Group,
            """{"name":{"type":"string"},"secret":{"type":"secureString"}}""",
            """{"id":{"type":"string","value":"[reference(parameters('name'), '2024-03-01', 'full').id]"}}"""
        );

        Answer done = await DeployAsync(
            arm,
            template,
            """{"name":{"value":"rg-made"},"secret":{"value":"hush-hush"}}"""
        );

        Assert.Equal("Succeeded", done.State);
        Assert.Equal(
            $"{LocalArm.Subscription}/resourceGroups/rg-made",
            done.Json!["properties"]!["outputs"]!["id"]!["value"]!.ToString()
        );
        Assert.DoesNotContain("hush-hush", done.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups/rg-made", Version)).Status);
    }

    [Fact]
    public async Task A_nested_deployment_is_a_deployment_of_its_own_and_hands_its_outputs_up()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string nested = """
            {"type":"Microsoft.Resources/deployments","apiVersion":"2022-09-01","name":"inner","location":"eastus2",
             "properties":{"mode":"Incremental","expressionEvaluationOptions":{"scope":"inner"},
              "parameters":{"name":{"value":"rg-inner"}},
              "template":{"contentVersion":"1.0.0.0","parameters":{"name":{"type":"string"}},"resources":[GROUP],
               "outputs":{"made":{"type":"string","value":"[subscriptionResourceId('Microsoft.Resources/resourceGroups', parameters('name'))]"}}}}}
            """.Replace("GROUP", Group, StringComparison.Ordinal);
        string template = Template(
            nested,
            "{}",
            """{"made":{"type":"string","value":"[reference(subscriptionResourceId('Microsoft.Resources/deployments','inner'),'2022-09-01').outputs.made.value]"}}"""
        );

        Answer done = await DeployAsync(arm, template, "{}");

        Assert.Equal("Succeeded", done.State);
        Assert.EndsWith(
            "/rg-inner",
            done.Json!["properties"]!["outputs"]!["made"]!["value"]!.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal("Succeeded", (await arm.GetAsync(AtSubscription + "inner", Version)).State);
    }

    [Fact]
    public async Task A_failure_half_way_keeps_what_was_made_and_names_what_failed()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string resources = """
            {"type":"Microsoft.Resources/resourceGroups","apiVersion":"2024-03-01","name":"rg-good","location":"eastus2"},
            {"type":"Microsoft.Resources/resourceGroups","apiVersion":"2024-03-01","name":"rg-bad","location":"eastus2","tags":{"long":"[replace('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','x',reference('/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2','2024-03-01','Full').location)]"},"dependsOn":["rg-good"]},
            {"type":"Microsoft.Resources/resourceGroups","apiVersion":"2024-03-01","name":"rg-never","location":"eastus2","dependsOn":["rg-bad"]}
            """;

        Answer done = await DeployAsync(arm, Template(resources, "{}", "{}"), "{}");

        Assert.Equal("Failed", done.State);
        Assert.Equal("DeploymentFailed", done.Json!["properties"]!["error"]!["code"]!.ToString());
        Assert.Contains(
            "'long'",
            done.Json["properties"]!["error"]!["details"]![0]!["message"]!.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(200, (await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups/rg-good", Version)).Status);
        Assert.Equal(404, (await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups/rg-never", Version)).Status);
        Answer steps = await arm.GetAsync(AtSubscription + "d1/operations", Version);
        Assert.Equal(
            ["Failed", "Succeeded"],
            steps.Json!["value"]!
                .AsArray()
                .Select(s => s!["properties"]!["provisioningState"]!.ToString())
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_unknown_function_is_an_InvalidTemplate_that_names_it()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.PutAsync(
            AtSubscription + "d1",
            Body(
                Template(
                    """{"type":"Microsoft.Resources/resourceGroups","apiVersion":"2024-03-01","name":"[frobnicate('x')]","location":"eastus2"}""",
                    "{}",
                    "{}"
                ),
                "{}"
            ),
            Version
        );
        Assert.Equal((400, "InvalidTemplate"), (answer.Status, answer.Code));
        Assert.Contains("frobnicate", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_and_what_if_change_nothing()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string body = Body(
            Template(Group, """{"name":{"type":"string"}}""", "{}"),
            """{"name":{"value":"rg-not-yet"}}"""
        );

        Answer validated = await arm.PostAsync(AtSubscription + "d1/validate", body, Version);
        Answer predicted = await arm.PostAsync(AtSubscription + "d1/whatIf", body, Version);

        Assert.Equal((200, "Succeeded"), (validated.Status, validated.State));
        Assert.Equal("Create", predicted.Json!["properties"]!["changes"]![0]!["changeType"]!.ToString());
        Assert.Equal(404, (await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups/rg-not-yet", Version)).Status);
    }

    [Fact]
    public async Task A_body_with_an_unquoted_template_key_is_taken()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string body = Body(
            Template(Group, """{"name":{"type":"string"}}""", "{}"),
            """{"name":{"value":"rg-unquoted"}}"""
        );
        Answer answer = await arm.PutAsync(
            AtSubscription + "d1",
            body.Replace("\"template\":", "template:", StringComparison.Ordinal),
            Version
        );
        Assert.Equal(201, answer.Status);
        Assert.Equal("Succeeded", (await EndAsync(arm, "d1")).State);
    }

    [Fact]
    public async Task A_circle_of_dependencies_is_refused()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string resources = """
            {"type":"Microsoft.Resources/resourceGroups","apiVersion":"2024-03-01","name":"a","location":"eastus2","dependsOn":["b"]},
            {"type":"Microsoft.Resources/resourceGroups","apiVersion":"2024-03-01","name":"b","location":"eastus2","dependsOn":["a"]}
            """;
        Answer answer = await arm.PutAsync(AtSubscription + "d1", Body(Template(resources, "{}", "{}"), "{}"), Version);
        Assert.Equal((400, "InvalidTemplate"), (answer.Status, answer.Code));
        Assert.Contains("Circular", answer.Message, StringComparison.Ordinal);
    }

    private static string Template(string resources, string parameters, string outputs) =>
        $$"""
            {"$schema":"https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#","contentVersion":"1.0.0.0",
             "parameters":{{parameters}},"resources":[{{resources}}],"outputs":{{outputs}} }
            """;

    private static string Body(string template, string parameters) =>
        $$"""{"location":"eastus2","properties":{"mode":"Incremental","template":{{template}},"parameters":{{parameters}} } }""";

    private static async Task<Answer> DeployAsync(LocalArm arm, string template, string parameters)
    {
        Answer accepted = await arm.PutAsync(AtSubscription + "d1", Body(template, parameters), Version);
        Assert.True(accepted.Status == 201, accepted.Text);
        return await EndAsync(arm, "d1");
    }

    private static async Task<Answer> EndAsync(LocalArm arm, string name)
    {
        while (true)
        {
            Answer answer = await arm.GetAsync(AtSubscription + name, Version);
            if (answer.State != "Running")
            {
                return answer;
            }
            await Task.Yield();
        }
    }
}
