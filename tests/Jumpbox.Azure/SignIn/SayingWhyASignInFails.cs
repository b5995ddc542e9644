using Azure.Identity;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.SignIn;

namespace Jumpbox.Azure.Tests.SignIn;

/// <summary>A failed sign-in is reported with the credential's cause and the cure that fits it.</summary>
public sealed class SayingWhyASignInFails
{
    private const string Tenant = "11111111-1111-4111-8111-111111111111";

    [Theory]
    [InlineData(
        SignInKind.AzureCli,
        "Azure CLI authentication failed due to an unknown error. See the troubleshooting guide for more information. "
            + "https://aka.ms/azsdk/net/identity/azclicredential/troubleshoot ERROR: AADSTS700082: The refresh token has expired due "
            + "to inactivity. Trace ID: 1 Correlation ID: 2 Timestamp: 3",
        "The sign-in has expired or was revoked. AADSTS700082: The refresh token has expired due to inactivity.",
        "Run: az login --tenant 11111111-1111-4111-8111-111111111111."
    )]
    [InlineData(
        SignInKind.AzureDeveloperCli,
        "AADSTS50173: The provided grant has expired due to it being revoked.",
        "The sign-in has expired or was revoked. AADSTS50173: The provided grant has expired due to it being revoked.",
        "Run: azd auth login --tenant-id 11111111-1111-4111-8111-111111111111."
    )]
    [InlineData(
        SignInKind.EitherCli,
        "AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.",
        "The sign-in has expired or was revoked.",
        "Run: az login --tenant 11111111-1111-4111-8111-111111111111 (or azd auth login --tenant-id"
    )]
    [InlineData(
        SignInKind.AzurePowerShell,
        "AADSTS50078: Presented multi-factor authentication has expired due to policies configured by your administrator.",
        "The tenant requires multi-factor authentication.",
        "Run: Connect-AzAccount -Tenant 11111111-1111-4111-8111-111111111111."
    )]
    [InlineData(
        SignInKind.AzureCli,
        "AADSTS53003: Access has been blocked by Conditional Access policies.",
        "A Conditional Access policy of the tenant refuses this sign-in.",
        "ask the administrator of the tenant 11111111-1111-4111-8111-111111111111"
    )]
    [InlineData(
        SignInKind.AzureCli,
        "AADSTS90002: Tenant '11111111-1111-4111-8111-111111111111' not found.",
        "The tenant does not exist.",
        "Correct 'tenant' in jumpbox.json or AZURE_TENANT_ID, now '11111111-1111-4111-8111-111111111111'"
    )]
    [InlineData(
        SignInKind.AzureCli,
        "AADSTS50020: User account 'a@b.example' from identity provider 'x' does not exist in tenant 'T'",
        "The signed-in account does not belong to this tenant.",
        "az login --tenant 11111111-1111-4111-8111-111111111111"
    )]
    [InlineData(
        SignInKind.ClientSecret,
        "ClientSecretCredential authentication failed: A configuration issue is preventing authentication. Original exception: "
            + "AADSTS7000215: Invalid client secret provided. Trace ID: 1",
        "The application's secret is wrong or has expired. AADSTS7000215: Invalid client secret provided.",
        "AZURE_CLIENT_SECRET"
    )]
    [InlineData(
        SignInKind.ClientSecret,
        "AADSTS700016: Application with identifier 'x' was not found in the directory 'y'.",
        "The application does not exist in this tenant",
        "AZURE_CLIENT_ID"
    )]
    [InlineData(
        SignInKind.ClientCertificate,
        "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application.",
        "does not accept this certificate",
        "AZURE_CLIENT_CERTIFICATE_PATH"
    )]
    [InlineData(
        SignInKind.GitHub,
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:o/r:ref:refs/heads/x'.",
        "No federated credential of the application matches the token. AADSTS700213: No matching federated identity record found",
        "docs/ci-github.md"
    )]
    [InlineData(
        SignInKind.AzurePipelines,
        "AADSTS70021: No matching federated identity record found for presented assertion.",
        "No federated credential of the application matches",
        "edit and save the service connection"
    )]
    [InlineData(
        SignInKind.WorkloadIdentity,
        "AADSTS700211: No matching federated identity record found for presented assertion issuer",
        "No federated credential of the application matches",
        "system:serviceaccount:NAMESPACE:NAME"
    )]
    [InlineData(SignInKind.AzureCli, "Azure CLI not installed", "is not on the PATH", "https://aka.ms/azure-cli")]
    [InlineData(
        SignInKind.AzureCli,
        "Please run 'az login' to set up account",
        "No account is signed in.",
        "Run: az login --tenant 11111111-1111-4111-8111-111111111111."
    )]
    [InlineData(
        SignInKind.AzureDeveloperCli,
        "Please run 'azd auth login' from a command prompt to authenticate before using this credential.",
        "No account is signed in.",
        "Run: azd auth login --tenant-id 11111111-1111-4111-8111-111111111111."
    )]
    [InlineData(
        SignInKind.AzureDeveloperCli,
        "Azure Developer CLI could not be found.",
        "is not on the PATH",
        "aka.ms/azd"
    )]
    [InlineData(
        SignInKind.AzurePowerShell,
        "Az.Accounts module >= 2.2.0 is not installed.",
        "not installed",
        "Install-Module"
    )]
    [InlineData(
        SignInKind.AzureCli,
        "Azure CLI authentication timed out.",
        "did not answer in time",
        "get-access-token"
    )]
    [InlineData(
        SignInKind.ManagedIdentity,
        "ManagedIdentityCredential authentication unavailable. No response received from the managed identity endpoint.",
        "has no managed identity, or its endpoint does not respond",
        "docs/sign-in.md"
    )]
    [InlineData(
        SignInKind.ManagedIdentity,
        "ManagedIdentityCredential authentication unavailable. The requested identity has not been assigned to this resource.",
        "not assigned to this machine",
        "unset AZURE_CLIENT_ID"
    )]
    [InlineData(
        SignInKind.GitHub,
        "GitHub's token service returned 403 and no assertion.",
        "no token",
        "id-token: write"
    )]
    [InlineData(SignInKind.ManagedIdentity, "Something new.", "Something new.", "Check that this machine has")]
    [InlineData(SignInKind.AzureCli, "AADSTS7002139: Something new.", "AADSTS7002139: Something new.", "Run: az login")]
    public void The_cause_and_the_cure_fit_each_other(SignInKind kind, string message, string cause, string cure)
    {
        AzureFault fault = FaultReader.SignIn(
            "sign in",
            "",
            new AuthenticationFailedException(message),
            AzureCloud.Public.Authority,
            new SignInSource(kind, Tenant)
        );

        Assert.Equal("SignInFailed", fault.Code);
        Assert.StartsWith(
            cause,
            fault.Message.Contains(cause) ? fault.Message[fault.Message.IndexOf(cause)..] : fault.Message
        );
        Assert.Contains(cure, fault.Cure);
        Assert.DoesNotContain("Trace ID", fault.Message);
        Assert.DoesNotContain("troubleshoot", fault.Message);
    }

    [Fact]
    public void Without_a_tenant_the_command_names_none() =>
        Assert.Equal("Run: az login.", SignInCures.For("AADSTS700082", SignInSource.Unknown)!.Value.Cure);

    [Fact]
    public void What_a_credential_says_brings_no_control_characters()
    {
        AzureFault fault = FaultReader.SignIn(
            "sign in",
            "",
            new AuthenticationFailedException("\e[31mERROR\e[0m: \u202eAADSTS50173: gone\r\nTrace ID: 1\a"),
            AzureCloud.Public.Authority,
            SignInSource.Unknown
        );

        Assert.Equal("The sign-in has expired or was revoked. AADSTS50173: gone", fault.Message);
    }
}
