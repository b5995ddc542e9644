using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.SignIn;

/// <summary>
/// Which way of signing in fits a place. Exactly one does, so that nothing is tried over the network to find out.
/// <c>AZURE_TOKEN_CREDENTIALS</c> decides first, with the values of Azure.Identity's DefaultAzureCredential
/// (https://learn.microsoft.com/dotnet/azure/sdk/authentication/credential-chains).
/// </summary>
/// <param name="Kind">The way.</param>
/// <param name="Why">Why, as the end of a sentence.</param>
internal sealed record SignInChoice(SignInKind Kind, string Why)
{
    /// <summary>The variable that decides first.</summary>
    public const string Variable = "AZURE_TOKEN_CREDENTIALS";

    private const string Production = "prod";
    private const string Development = "dev";

    // What the SDK takes besides: a broker or Visual Studio Code, which need a window, and two that it refuses in a variable.
    private static readonly Dictionary<string, SignInKind?> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AzureCliCredential"] = SignInKind.AzureCli,
        ["AzureDeveloperCliCredential"] = SignInKind.AzureDeveloperCli,
        ["AzurePowerShellCredential"] = SignInKind.AzurePowerShell,
        ["EnvironmentCredential"] = null,
        ["InteractiveBrowserCredential"] = SignInKind.Browser,
        ["ManagedIdentityCredential"] = SignInKind.ManagedIdentity,
        ["VisualStudioCredential"] = SignInKind.VisualStudio,
        ["WorkloadIdentityCredential"] = SignInKind.WorkloadIdentity,
    };

    /// <summary>The values of the variable, for messages.</summary>
    public static string Values => string.Join(", ", Named.Keys.Prepend(Production).Prepend(Development));

    /// <summary>Chooses.</summary>
    /// <param name="place">Where the program runs.</param>
    /// <exception cref="CredentialException">No way fits, or the variable has an unknown value.</exception>
    public static SignInChoice In(SignInPlace place) =>
        place.Value(Variable) is { } wanted ? Wanted(place, wanted.Trim())
        : Application(place) is { } application ? application
        : place.Has("AZURE_FEDERATED_TOKEN_FILE") ? Workload
        : CiEnvironment.Service(place.Variables) switch
        {
            CiService.AzurePipelines => new SignInChoice(SignInKind.AzurePipelines, "this is a job of Azure Pipelines"),
            CiService.GitHubActions => new SignInChoice(SignInKind.GitHub, "this is a job of GitHub Actions"),
            _ => OnAMachine(place),
        };

    private static SignInChoice Workload { get; } =
        new(SignInKind.WorkloadIdentity, "AZURE_FEDERATED_TOKEN_FILE is set");

    private static SignInChoice Wanted(SignInPlace place, string wanted)
    {
        if (wanted.Equals(Production, StringComparison.OrdinalIgnoreCase))
        {
            return Because(
                Application(place)
                    ?? (
                        place.Has("AZURE_FEDERATED_TOKEN_FILE")
                            ? Workload
                            : new SignInChoice(SignInKind.ManagedIdentity, "no other credential for production is set")
                    )
            );
        }
        if (wanted.Equals(Development, StringComparison.OrdinalIgnoreCase))
        {
            return Because(CommandLineTools(place) ?? throw NoTool(place));
        }
        if (!Named.TryGetValue(wanted, out SignInKind? kind))
        {
            throw new CredentialException($"{Variable} is '{PlainText.Line(wanted)}', which is not one of {Values}.");
        }
        return Because(
            kind is { } known
                ? new SignInChoice(known, "")
                : Application(place)
                    ?? throw new CredentialException(
                        $"{Variable}={wanted}",
                        ["AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH"],
                        "Set it together with AZURE_CLIENT_ID and AZURE_TENANT_ID."
                    )
        );

        SignInChoice Because(SignInChoice choice) =>
            choice with
            {
                Why = $"{Variable} is {wanted}" + (choice.Why.Length == 0 ? "" : $" and {choice.Why}"),
            };
    }

    private static SignInChoice? Application(SignInPlace place) =>
        place.Has("AZURE_CLIENT_SECRET") ? new SignInChoice(SignInKind.ClientSecret, "AZURE_CLIENT_SECRET is set")
        : place.Has("AZURE_CLIENT_CERTIFICATE_PATH")
            ? new SignInChoice(SignInKind.ClientCertificate, "AZURE_CLIENT_CERTIFICATE_PATH is set")
        : null;

    // Cloud Shell has a managed identity's endpoint too, but its az is signed in as the person.
    private static SignInChoice OnAMachine(SignInPlace place) =>
        place.IsCloudShell ? new SignInChoice(SignInKind.AzureCli, "Azure Cloud Shell has signed it in")
        : place.Has("IDENTITY_ENDPOINT") ? new SignInChoice(SignInKind.ManagedIdentity, "IDENTITY_ENDPOINT is set")
        : place.Has("MSI_ENDPOINT") ? new SignInChoice(SignInKind.ManagedIdentity, "MSI_ENDPOINT is set")
        : CommandLineTools(place) ?? throw NoTool(place);

    private static SignInChoice? CommandLineTools(SignInPlace place) =>
        (place.IsInstalled("az"), place.IsInstalled("azd")) switch
        {
            (true, true) => new SignInChoice(SignInKind.EitherCli, "both are on the PATH"),
            (true, false) => new SignInChoice(SignInKind.AzureCli, "it is on the PATH"),
            (false, true) => new SignInChoice(SignInKind.AzureDeveloperCli, "it is on the PATH, and az is not"),
            _ => null,
        };

    private static CredentialException NoTool(SignInPlace place) =>
        new(
            "There is no way to sign in to Azure: neither az nor azd is on the PATH, and no variable specifies an application, a "
                + "federated token or a managed identity. On your machine, install the Azure CLI (https://aka.ms/azure-cli) and "
                + $"run: az login. On an Azure VM with a managed identity, set {Variable}=ManagedIdentityCredential. "
                + (place.Has("CI") ? "In CI, see docs/ci-azure-devops.md and docs/ci-github.md. " : "")
                + "docs/sign-in.md lists all ways."
        );
}
