using Azure.Identity;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.SignIn;

namespace Jumpbox.Azure.Tests.Steps;

public sealed class CredentialsTests
{
    private static readonly Dictionary<string, string> AzurePipelines = new()
    {
        ["TF_BUILD"] = "True",
        ["AZURESUBSCRIPTION_TENANT_ID"] = "11111111-1111-4111-8111-111111111111",
        ["AZURESUBSCRIPTION_CLIENT_ID"] = "22222222-2222-4222-8222-222222222222",
        ["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"] = "33333333-3333-4333-8333-333333333333",
        ["SYSTEM_ACCESSTOKEN"] = "marked-secret-token",
        ["SYSTEM_OIDCREQUESTURI"] = "https://dev.azure.com/o/p/_apis/oidctoken",
    };

    private static readonly Dictionary<string, string> GitHub = new()
    {
        ["GITHUB_ACTIONS"] = "true",
        ["AZURE_TENANT_ID"] = "11111111-1111-4111-8111-111111111111",
        ["AZURE_CLIENT_ID"] = "22222222-2222-4222-8222-222222222222",
        ["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.actions.example/?a=b",
        ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "marked-secret-token",
    };

    [Fact]
    public void A_person_signs_in_with_the_command_line_tools() =>
        Assert.IsType<ChainedTokenCredential>(Choose([]).Credential);

    [Fact]
    public void Azure_Pipelines_signs_in_through_the_service_connection()
    {
        ChosenCredential chosen = Choose(AzurePipelines);

        Assert.IsType<AzurePipelinesCredential>(chosen.Credential);
        Assert.Contains(AzurePipelines["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"], chosen.Description);
        Assert.DoesNotContain("marked-secret-token", chosen.Description);
    }

    [Fact]
    public void GitHub_Actions_signs_in_as_the_federated_application()
    {
        ChosenCredential chosen = Choose(GitHub);

        Assert.IsType<ClientAssertionCredential>(chosen.Credential);
        Assert.Contains(GitHub["AZURE_CLIENT_ID"], chosen.Description);
        Assert.DoesNotContain("marked-secret-token", chosen.Description);
    }

    [Theory]
    [InlineData("SYSTEM_ACCESSTOKEN")]
    [InlineData("SYSTEM_OIDCREQUESTURI")]
    [InlineData("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID")]
    public void What_Azure_Pipelines_does_not_hand_over_is_named(string variable) =>
        Assert.Equal([variable], Missing(AzurePipelines, variable));

    [Theory]
    [InlineData("AZURE_CLIENT_ID")]
    [InlineData("AZURE_TENANT_ID")]
    [InlineData("ACTIONS_ID_TOKEN_REQUEST_URL")]
    [InlineData("ACTIONS_ID_TOKEN_REQUEST_TOKEN")]
    public void What_GitHub_Actions_does_not_hand_over_is_named(string variable) =>
        Assert.Equal([variable], Missing(GitHub, variable));

    [Fact]
    public void Everything_that_is_missing_is_named_at_once() =>
        Assert.Equal(4, Missing(GitHub, [.. GitHub.Keys.Where(name => name != "GITHUB_ACTIONS")]).Count);

    [Fact]
    public void An_empty_variable_is_a_missing_one() =>
        Assert.Equal(
            ["AZURE_CLIENT_ID"],
            Assert.Throws<CredentialException>(() => Choose(new(GitHub) { ["AZURE_CLIENT_ID"] = " " })).Missing
        );

    [Fact]
    public void The_tenant_of_the_settings_needs_no_variable() =>
        Assert.IsType<ClientAssertionCredential>(
            Choose(Without(GitHub, "AZURE_TENANT_ID"), "11111111-1111-4111-8111-111111111111").Credential
        );

    [Fact]
    public void The_general_names_of_the_variables_serve_Azure_Pipelines_too() =>
        Assert.IsType<AzurePipelinesCredential>(
            Choose(
                new(Without(AzurePipelines, "AZURESUBSCRIPTION_TENANT_ID", "AZURESUBSCRIPTION_CLIENT_ID"))
                {
                    ["AZURE_TENANT_ID"] = "11111111-1111-4111-8111-111111111111",
                    ["AZURE_CLIENT_ID"] = "22222222-2222-4222-8222-222222222222",
                }
            ).Credential
        );

    private static IReadOnlyList<string> Missing(Dictionary<string, string> all, params string[] names) =>
        Assert.Throws<CredentialException>(() => Choose(Without(all, names))).Missing;

    private static Dictionary<string, string> Without(Dictionary<string, string> all, params string[] names) =>
        all.Where(variable => !names.Contains(variable.Key)).ToDictionary();

    private static ChosenCredential Choose(Dictionary<string, string> variables, string? tenant = null) =>
        Credentials.Choose(AzureCloud.Public, variables, tenant);
}
