using Azure.Identity;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.SignIn;

namespace Jumpbox.Azure.Tests.SignIn;

/// <summary>Which way of signing in fits a place, and what is said where none does.</summary>
public sealed class ChoosingASignIn
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

    private static readonly Dictionary<string, string> Application = new()
    {
        ["AZURE_TENANT_ID"] = "11111111-1111-4111-8111-111111111111",
        ["AZURE_CLIENT_ID"] = "22222222-2222-4222-8222-222222222222",
        ["AZURE_CLIENT_SECRET"] = "marked-secret",
    };

    [Theory]
    [InlineData("az azd", typeof(ChainedTokenCredential), "you, signed in with az or azd (both are on the PATH)")]
    [InlineData("az", typeof(AzureCliCredential), "you, signed in with az (it is on the PATH)")]
    [InlineData(
        "azd",
        typeof(AzureDeveloperCliCredential),
        "you, signed in with azd (it is on the PATH, and az is not)"
    )]
    public void A_person_signs_in_with_the_command_line_tool_that_is_installed(
        string installed,
        Type type,
        string description
    )
    {
        ChosenCredential chosen = Choose([], installed: installed);

        Assert.IsType(type, chosen.Credential);
        Assert.Equal(description, chosen.Description);
    }

    [Fact]
    public void Where_nothing_fits_all_ways_are_named()
    {
        string message = Assert.Throws<CredentialException>(() => Choose([], installed: "")).Message;

        Assert.Contains("neither az nor azd is on the PATH", message);
        Assert.Contains("AZURE_TOKEN_CREDENTIALS=ManagedIdentityCredential", message);
        Assert.Contains("docs/sign-in.md", message);
    }

    [Theory]
    [InlineData("AZURE_CLIENT_SECRET=x", SignInKind.ClientSecret)]
    [InlineData("AZURE_CLIENT_CERTIFICATE_PATH=x", SignInKind.ClientCertificate)]
    [InlineData("AZURE_FEDERATED_TOKEN_FILE=x", SignInKind.WorkloadIdentity)]
    [InlineData("IDENTITY_ENDPOINT=x", SignInKind.ManagedIdentity)]
    [InlineData("MSI_ENDPOINT=x", SignInKind.ManagedIdentity)]
    [InlineData("MSI_ENDPOINT=x ACC_CLOUD=PROD", SignInKind.AzureCli)]
    [InlineData("AZURE_CLIENT_SECRET=x AZURE_FEDERATED_TOKEN_FILE=x TF_BUILD=True", SignInKind.ClientSecret)]
    [InlineData("AZURE_FEDERATED_TOKEN_FILE=x GITHUB_ACTIONS=true", SignInKind.WorkloadIdentity)]
    [InlineData("AZURE_CLIENT_ID=x GITHUB_ACTIONS=true", SignInKind.GitHub)]
    [InlineData("TF_BUILD=True", SignInKind.AzurePipelines)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=AzureCliCredential TF_BUILD=True", SignInKind.AzureCli)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=azuredeveloperclicredential", SignInKind.AzureDeveloperCli)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=AzurePowerShellCredential", SignInKind.AzurePowerShell)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=ManagedIdentityCredential AZURE_CLIENT_SECRET=x", SignInKind.ManagedIdentity)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=EnvironmentCredential AZURE_CLIENT_SECRET=x", SignInKind.ClientSecret)]
    [InlineData(
        "AZURE_TOKEN_CREDENTIALS=WorkloadIdentityCredential AZURE_CLIENT_SECRET=x",
        SignInKind.WorkloadIdentity
    )]
    [InlineData("AZURE_TOKEN_CREDENTIALS=InteractiveBrowserCredential", SignInKind.Browser)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=VisualStudioCredential", SignInKind.VisualStudio)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=dev AZURE_CLIENT_SECRET=x", SignInKind.EitherCli)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=DEV TF_BUILD=True", SignInKind.EitherCli)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=prod AZURE_CLIENT_SECRET=x", SignInKind.ClientSecret)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=prod AZURE_FEDERATED_TOKEN_FILE=x", SignInKind.WorkloadIdentity)]
    [InlineData("AZURE_TOKEN_CREDENTIALS=prod", SignInKind.ManagedIdentity)]
    [InlineData("AZURE_TOKEN_CREDENTIALS= IDENTITY_ENDPOINT=x", SignInKind.ManagedIdentity)]
    public void The_environment_decides(string variables, SignInKind expected) =>
        Assert.Equal(expected, SignInChoice.In(Place(Parse(variables), "az azd")).Kind);

    [Theory]
    [InlineData(
        "AZURE_TOKEN_CREDENTIALS=AzureCli",
        "AZURE_TOKEN_CREDENTIALS is 'AzureCli', which is not one of dev, prod, AzureCliCredential"
    )]
    [InlineData("AZURE_TOKEN_CREDENTIALS=BrokerCredential", "is not one of dev, prod")]
    [InlineData(
        "AZURE_TOKEN_CREDENTIALS=EnvironmentCredential",
        "AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH not set"
    )]
    [InlineData("AZURE_TOKEN_CREDENTIALS=dev", "neither az nor azd is on the PATH")]
    public void A_choice_that_cannot_be_made_is_refused(string variables, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<CredentialException>(() => SignInChoice.In(Place(Parse(variables), ""))).Message
        );

    [Fact]
    public void The_reason_names_the_variable_that_decided() =>
        Assert.Equal(
            "you, signed in with az (AZURE_TOKEN_CREDENTIALS is AzureCliCredential)",
            Choose(new() { ["AZURE_TOKEN_CREDENTIALS"] = "AzureCliCredential" }).Description
        );

    [Fact]
    public void An_application_signs_in_with_its_secret()
    {
        ChosenCredential chosen = Choose(Application);

        Assert.IsType<ClientSecretCredential>(chosen.Credential);
        Assert.Equal(
            "the application 22222222-2222-4222-8222-222222222222 with its secret (AZURE_CLIENT_SECRET is set)",
            chosen.Description
        );
        Assert.Equal(new SignInSource(SignInKind.ClientSecret, "11111111-1111-4111-8111-111111111111"), chosen.Source);
    }

    [Theory]
    [InlineData("AZURE_CLIENT_ID")]
    [InlineData("AZURE_TENANT_ID")]
    public void What_an_application_lacks_is_named(string variable) =>
        Assert.Equal([variable], Missing(Application, variable));

    [Theory]
    [InlineData("no-such-file.pem", "is not an existing file")]
    [InlineData("README.md", "cannot be used")]
    public void A_certificate_that_cannot_be_used_is_named(string file, string expected) =>
        Assert.Contains(
            expected,
            Assert
                .Throws<CredentialException>(() =>
                    Choose(
                        new(Without(Application, "AZURE_CLIENT_SECRET"))
                        {
                            ["AZURE_CLIENT_CERTIFICATE_PATH"] = Path.Combine(Repository.Root, file),
                        }
                    )
                )
                .Message
        );

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

    private static Dictionary<string, string> Parse(string variables) =>
        variables.Split(' ').Select(one => one.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

    private static SignInPlace Place(Dictionary<string, string> variables, string installed) =>
        new(variables, command => installed.Split(' ').Contains(command));

    private static ChosenCredential Choose(
        Dictionary<string, string> variables,
        string? tenant = null,
        string installed = "az azd"
    ) => Credentials.Choose(AzureCloud.Public, Place(variables, installed), tenant);
}
