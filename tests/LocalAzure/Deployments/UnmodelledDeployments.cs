namespace LocalAzure.Tests.Deployments;

/// <summary>What Azure deploys and LocalAzure does not is a 501, before the first resource is created, and never a refusal of Azure's.</summary>
public sealed class UnmodelledDeployments
{
    private const string Parameters = """{"secret":{"type":"securestring","defaultValue":""}}""";

    private const string Vault =
        """{"reference":{"keyVault":{"id":"/subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/z"},"secretName":"s"}}""";

    private const string Empty =
        """{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0","resources":[]}""";

    public static TheoryData<string, string, string> Cases =>
        new()
        {
            { Nested("\"templateLink\":{\"uri\":\"https://example.org/t.json\"}"), "{}", "templateLink" },
            { Nested($"\"template\":{Empty},\"parameters\":{{\"secret\":{Vault}}}"), "{}", "key vaults" },
            { Nested($"\"template\":{Empty}", "\"scope\":\"/\",\"location\":\"eastus2\","), "{}", "tenants" },
            {
                Nested(
                    $"\"template\":{Empty}",
                    "\"scope\":\"Microsoft.Management/managementGroups/mg\",\"location\":\"eastus2\","
                ),
                "{}",
                "management groups"
            },
            { "", $"{{\"secret\":{Vault}}}", "key vaults" },
            {
                """{"type":"Microsoft.Resources/deploymentScripts","apiVersion":"2023-08-01","name":"s","location":"eastus2","kind":"AzureCLI","properties":{}}""",
                "{}",
                "deploymentScripts"
            },
            {
                """{"type":"Microsoft.KeyVault/vaults","apiVersion":"2023-07-01","name":"kv","location":"eastus2","properties":{}}""",
                "{}",
                "Microsoft.KeyVault/vaults"
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Are_named(string resources, string parameters, string expected)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-unmodelled");
        string body = Deploying.Body(Deploying.Template(resources, Parameters), parameters);
        foreach (string action in new[] { "/validate", "/whatIf" })
        {
            Answer asked = await arm.PostAsync(Deploying.At(group) + action, body, Deploying.Version);
            Assert.Equal((501, "NotModelled"), (asked.Status, asked.Code));
        }

        Answer answer = await arm.PutAsync(Deploying.At(group), body, Deploying.Version);

        Assert.Equal((501, "NotModelled"), (answer.Status, answer.Code));
        Assert.Contains(expected, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/providers/Microsoft.Management/managementGroups/mg")]
    public async Task At_a_tenant_or_a_management_group_are_named(string scope)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string body =
            $$"""{"location":"eastus2","properties":{"mode":"Incremental","template":{{Empty}},"parameters":{} } }""";
        foreach (
            (string method, string path) in new[]
            {
                ("PUT", "/d"),
                ("GET", "/d"),
                ("DELETE", "/d"),
                ("GET", ""),
                ("POST", "/d/validate"),
                ("POST", "/d/whatIf"),
                ("POST", "/d/cancel"),
            }
        )
        {
            Answer answer = await arm.SendAsync(
                method,
                $"{scope}/providers/Microsoft.Resources/deployments{path}",
                method is "GET" or "DELETE" ? null : body,
                Deploying.Version
            );

            Assert.Equal((method + path, 501, "NotModelled"), (method + path, answer.Status, answer.Code));
        }
    }

    private static string Nested(string properties, string more = "") =>
        $$"""{"type":"Microsoft.Resources/deployments","apiVersion":"2024-03-01","name":"inner",{{more}}"properties":{"mode":"Incremental",{{properties}}} }""";
}
