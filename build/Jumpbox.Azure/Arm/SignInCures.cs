using System.Text.RegularExpressions;
using Jumpbox.Boundaries;
using Jumpbox.Explaining;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Why a sign-in fails and what to do: the catalogue's rows about signing in, with the words of the way that is used.
/// </summary>
internal static partial class SignInCures
{
    /// <summary>The cause and the cure; null for an unknown message.</summary>
    /// <param name="message">What the credential said.</param>
    /// <param name="source">How the session signs in.</param>
    public static (string Cause, string Cure)? For(string message, SignInSource source)
    {
        FailureExplanation explanation = FailureExplainer.Explain(message, values: Values(source));
        return
            explanation.Causes.Concat(explanation.Consequences).FirstOrDefault(one => one.Row.Where == "sign-in")
                is { } known
            ? (known.Cause, known.Cure)
            : null;
    }

    private static ExplanationValues Values(SignInSource source)
    {
        Dictionary<string, string> values = new()
        {
            ["signIn"] = SignInAgain(source),
            ["tenantWords"] = source.Tenant is { } tenant ? $"the tenant {tenant}" : "the tenant",
            ["azLogin"] = AzLogin(source),
            ["azdLogin"] = AzdLogin(source),
            ["powershellLogin"] = PowerShellLogin(source),
            ["tokenCommand"] = source.Kind switch
            {
                SignInKind.AzureDeveloperCli => "azd auth token --output json",
                SignInKind.AzurePowerShell => "Get-AzAccessToken",
                _ => "az account get-access-token --query expiresOn",
            },
        };
        if (source.Tenant is { } chosen)
        {
            values["tenant"] = chosen;
        }
        return new ExplanationValues(source.Kind.ToString(), values);
    }

    /// <summary>What to do where nothing more is known.</summary>
    /// <param name="source">How the session signs in.</param>
    public static string Otherwise(SignInSource source) =>
        source.Kind switch
        {
            SignInKind.AzurePipelines => "Check the service connection (docs/ci-azure-devops.md).",
            SignInKind.GitHub => "Check the federated credential of the application (docs/ci-github.md).",
            SignInKind.ClientSecret or SignInKind.ClientCertificate =>
                "Check AZURE_CLIENT_ID, AZURE_TENANT_ID and the application's secret or certificate.",
            SignInKind.WorkloadIdentity => "Check the federated credential of the workload identity.",
            SignInKind.ManagedIdentity => "Check that this machine has the managed identity.",
            _ => SignInAgain(source),
        };

    /// <summary>The part of a credential's message that names the cause, without the SDK's advice for programmers.</summary>
    /// <param name="message">What the credential said.</param>
    public static string Gist(string message)
    {
        string line = PlainText.Line(message);
        return EntraError().Match(line) is { Success: true } entra
            ? entra.Value.Trim()
            : Advice().Replace(line, "").Trim();
    }

    private static string SignInAgain(SignInSource source) =>
        source.Kind switch
        {
            SignInKind.AzureDeveloperCli => $"Run: {AzdLogin(source)}.",
            SignInKind.AzurePowerShell => $"Run: {PowerShellLogin(source)}.",
            SignInKind.EitherCli => $"Run: {AzLogin(source)} (or {AzdLogin(source)}).",
            SignInKind.VisualStudio => "Sign in to Visual Studio again.",
            SignInKind.Browser => "Run the same command again and sign in.",
            SignInKind.AzureCli or SignInKind.Given => $"Run: {AzLogin(source)}.",
            _ => "Run the same command again in a new job.",
        };

    private static string AzLogin(SignInSource source) => $"az login{Argument("--tenant", source)}";

    private static string AzdLogin(SignInSource source) => $"azd auth login{Argument("--tenant-id", source)}";

    private static string PowerShellLogin(SignInSource source) => $"Connect-AzAccount{Argument("-Tenant", source)}";

    private static string Argument(string name, SignInSource source) =>
        source.Tenant is { } tenant ? $" {name} {tenant}" : "";

    [GeneratedRegex(
        @"AADSTS[0-9]+: .*?(?= Trace ID:| Timestamp:| Correlation ID:| See the troubleshooting| Interactive authentication is needed|$)"
    )]
    private static partial Regex EntraError();

    [GeneratedRegex(
        @"\s*(?:See the troubleshooting guide for more information\.|To troubleshoot, visit)\s*https://\S+"
    )]
    private static partial Regex Advice();
}
