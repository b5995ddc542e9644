using System.Text.Json.Nodes;
using LocalAzure.Settings;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.Deployments;

/// <summary>Deployments to a resource group: prediction, modes, order, cancellation, secrets.</summary>
public sealed class GroupDeployments
{
    private const string Identity = """
        {"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31","name":"NAME","location":"eastus2","tags":{"a":"TAG"}}
        """;

    [Fact]
    public async Task What_if_tells_what_is_made_changed_left_and_taken_away()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-what");
        string first = Deploying.Template(
            string.Join(',', Named("same", "1"), Named("other", "1"), Named("left", "1"))
        );
        Assert.Equal("Succeeded", (await Deploying.RunAsync(arm, Deploying.At(group), Deploying.Body(first))).State);
        string second = Deploying.Template(
            string.Join(',', Named("same", "1"), Named("other", "2"), Named("new", "1"))
        );

        string incremental = await WhatIfAsync(arm, group, Deploying.Body(second));
        string complete = await WhatIfAsync(arm, group, Deploying.Body(second, mode: "Complete"));

        Assert.Equal("left Ignore, new Create, other Modify, same NoChange", incremental);
        Assert.Equal("left Delete, new Create, other Modify, same NoChange", complete);
        Assert.Equal(404, (await arm.GetAsync(Of(group, "new"), "2023-01-31")).Status);
    }

    [Fact]
    public async Task Complete_mode_deletes_what_the_template_does_not_name()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-complete");
        string both = Deploying.Template($"{Named("one", "1")},{Named("two", "1")}");
        await Deploying.RunAsync(arm, Deploying.At(group), Deploying.Body(both));

        Answer done = await Deploying.RunAsync(
            arm,
            Deploying.At(group, "d2"),
            Deploying.Body(Deploying.Template(Named("two", "1")), mode: "Complete")
        );

        Assert.Equal("Succeeded", done.State);
        Assert.Equal(404, (await arm.GetAsync(Of(group, "one"), "2023-01-31")).Status);
        Assert.Equal(200, (await arm.GetAsync(Of(group, "two"), "2023-01-31")).Status);
    }

    [Fact]
    public async Task Secure_values_are_nowhere_in_the_record_the_prediction_or_the_operations()
    {
        const string secret = "hush-hush-never-shown";
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-secret");
        string template = Deploying.Template(
            Named("id-secret", "1"),
            """{"secret":{"type":"securestring"},"bag":{"type":"secureObject"}}""",
            """{"token":{"type":"securestring","value":"[concat('x-', parameters('secret'))]"},"open":{"type":"string","value":"open"}}"""
        );
        string body = Deploying.Body(
            template,
            $$$"""{"secret":{"value":"{{{secret}}}"},"bag":{"value":{"inner":"{{{secret}}}"} } }"""
        );

        string id = Deploying.At(group);
        Answer done = await Deploying.RunAsync(arm, id, body);
        string shown = string.Join(
            '\n',
            done.Text,
            (await arm.GetAsync(id + "/operations", Deploying.Version)).Text,
            (await arm.PostAsync(id + "/validate", body, Deploying.Version)).Text,
            (await arm.PostAsync(id + "/whatIf", body, Deploying.Version)).Text
        );

        Assert.Equal("Succeeded", done.State);
        Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        Assert.Equal("SecureString", done.Json!["properties"]!["outputs"]!["token"]!["type"]!.ToString());
        Answer revealed = await arm.PostAsync(id + "/listOutputsWithSecureValues", null, Deploying.Version);
        Assert.Contains("x-" + secret, revealed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_deployment_can_be_cancelled_once_and_not_be_replaced()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using LocalArm arm = await LocalArm.StartAsync(
            new() { TimeProvider = clock, Durations = Durations.Real with { ProviderRegistration = TimeSpan.Zero } }
        );
        string group = await Deploying.GroupAsync(arm, "rg-cancel");
        string body = Deploying.Body(
            Deploying.Template(
                """
                {"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"first","location":"eastus2"},
                {"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"second","location":"eastus2","dependsOn":["first"]}
                """
            )
        );
        string id = Deploying.At(group);
        Assert.Equal(201, (await arm.PutAsync(id, body, Deploying.Version)).Status);

        Assert.Equal("DeploymentActive", (await arm.PutAsync(id, body, Deploying.Version)).Code);
        Assert.Equal("DeploymentActive", (await arm.DeleteAsync(id, Deploying.Version)).Code);
        Assert.Equal(204, (await arm.PostAsync(id + "/cancel", null, Deploying.Version)).Status);
        Assert.Equal(
            "DeploymentCannotBeCancelled",
            (await arm.PostAsync(id + "/cancel", null, Deploying.Version)).Code
        );
        Assert.Equal("Canceled", (await arm.GetAsync(id, Deploying.Version)).State);
        clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(
            404,
            (await arm.GetAsync($"{group}/providers/Microsoft.Network/routeTables/second", "2024-05-01")).Status
        );
    }

    [Fact]
    public async Task What_does_not_depend_on_another_is_made_at_the_same_time()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using LocalArm arm = await LocalArm.StartAsync(
            new() { TimeProvider = clock, Durations = Durations.Real with { ProviderRegistration = TimeSpan.Zero } }
        );
        string group = await Deploying.GroupAsync(arm, "rg-parallel");
        string body = Deploying.Body(
            Deploying.Template(
                """
                {"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"[concat('rt', copyIndex())]","location":"eastus2","copy":{"name":"tables","count":4}},
                {"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"last","location":"eastus2","dependsOn":["tables"]}
                """
            )
        );
        string id = Deploying.At(group);
        await arm.PutAsync(id, body, Deploying.Version);

        Assert.Equal(4, await RunningAsync(arm, id, 4));
        Assert.Equal(1, await RunningAsync(arm, id, 1, () => clock.Advance(TimeSpan.FromSeconds(1))));
        Answer last = await arm.GetAsync(id, Deploying.Version);
        for (int i = 0; i < 3000 && last.State == "Running"; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
            last = await arm.GetAsync(id, Deploying.Version);
        }
        Assert.Equal("Succeeded", last.State);
    }

    [Fact]
    public async Task An_outer_scope_template_and_one_in_another_group_are_deployed_with_their_outputs()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-here");
        string other = await Deploying.GroupAsync(arm, "rg-there");
        string template = Deploying.Template(
            Named("id-first", "1")
                + """
                ,{"type":"Microsoft.Resources/deployments","apiVersion":"2022-09-01","name":"outer","dependsOn":["id-first"],
                 "properties":{"mode":"Incremental","template":{"contentVersion":"1.0.0.0","resources":[],
                  "outputs":{"client":{"type":"string","value":"[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities','id-first'),'2023-01-31').clientId]"}}}}},
                {"type":"Microsoft.Resources/deployments","apiVersion":"2022-09-01","name":"there","resourceGroup":"rg-there",
                 "properties":{"mode":"Incremental","expressionEvaluationOptions":{"scope":"inner"},
                  "parameters":{"client":{"value":"[reference('outer').outputs.client.value]"}},
                  "template":{"contentVersion":"1.0.0.0","parameters":{"client":{"type":"string"}},
                   "resources":[{"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31","name":"id-second","location":"[resourceGroup().location]","tags":{"client":"[parameters('client')]"}}]}}}
                """
        );

        Answer done = await Deploying.RunAsync(arm, Deploying.At(group), Deploying.Body(template));

        Assert.True(done.State == "Succeeded", done.Text);
        Answer first = await arm.GetAsync(Of(group, "id-first"), "2023-01-31");
        Answer second = await arm.GetAsync(Of(other, "id-second"), "2023-01-31");
        Assert.Equal(first.Json!["properties"]!["clientId"]!.ToString(), second.Json!["tags"]!["client"]!.ToString());
        Assert.Equal("Succeeded", (await arm.GetAsync(Deploying.At(other, "there"), Deploying.Version)).State);
    }

    private static string Named(string name, string tag) =>
        Identity.Replace("NAME", name, StringComparison.Ordinal).Replace("TAG", tag, StringComparison.Ordinal);

    private static string Of(string group, string name) =>
        $"{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}";

    private static async Task<string> WhatIfAsync(LocalArm arm, string group, string body)
    {
        Answer answer = await arm.PostAsync(Deploying.At(group, "d9") + "/whatIf", body, Deploying.Version);
        Assert.True(answer.Status == 200, answer.Text);
        return string.Join(
            ", ",
            answer.Json!["properties"]!["changes"]!
                .AsArray()
                .Select(c => $"{c!["resourceId"]!.ToString().Split('/')[^1]} {c["changeType"]}")
                .Order(StringComparer.Ordinal)
        );
    }

    private static async Task<int> RunningAsync(LocalArm arm, string id, int expected, Action? meanwhile = null)
    {
        for (int i = 0; i < 3000; i++)
        {
            JsonArray steps = (await arm.GetAsync(id + "/operations", Deploying.Version)).Json!["value"]!.AsArray();
            int running = steps.Count(s => s!["properties"]!["provisioningState"]!.ToString() == "Running");
            if (running == expected)
            {
                return running;
            }
            meanwhile?.Invoke();
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        return -1;
    }
}
