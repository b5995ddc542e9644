using System.Text.RegularExpressions;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Why a sign-in fails and what to do, by what the credential says: codes of Microsoft Entra
/// (https://learn.microsoft.com/entra/identity-platform/reference-error-codes; for service connections
/// https://learn.microsoft.com/azure/devops/pipelines/release/troubleshoot-workload-identity) and sentences of Azure.Identity.
/// </summary>
internal static partial class SignInCures
{
    /// <summary>All causes; the first that fits counts.</summary>
    public static IReadOnlyList<SignInCure> All { get; } =
    [
        new(
            ["AADSTS700082", "AADSTS50173", "AADSTS70043", "AADSTS700084", "AADSTS50132", "AADSTS50133"],
            "The sign-in has expired or was revoked.",
            SignInAgain
        ),
        new(
            ["AADSTS50076", "AADSTS50078", "AADSTS50079", "AADSTS50158", "requires multi-factor authentication"],
            "The tenant requires multi-factor authentication.",
            SignInAgain
        ),
        new(
            ["AADSTS530003", "AADSTS53000", "AADSTS53003", "AADSTS50105", "AADSTS50097"],
            "A Conditional Access policy of the tenant refuses this sign-in.",
            source =>
                $"Sign in from a managed device or an allowed network, or ask the administrator of {TenantOf(source)} for access. "
                + SignInAgain(source)
        ),
        new(
            ["AADSTS90002", "AADSTS900021", "AADSTS900023", "AADSTS50059"],
            "The tenant does not exist.",
            source =>
                $"Correct 'tenant' in jumpbox.json or AZURE_TENANT_ID, now '{source.Tenant ?? "not set"}': az account show --query "
                + "tenantId shows the right one. Omit 'tenant' to use the tenant of the signed-in account."
        ),
        new(
            ["AADSTS50020", "AADSTS50034", "AADSTS51004", "AADSTS90072", "AADSTS50194"],
            "The signed-in account does not belong to this tenant.",
            source =>
                $"Sign in with an account of {TenantOf(source)}, or correct 'tenant' in jumpbox.json. "
                + SignInAgain(source)
        ),
        new(
            ["AADSTS700016", "AADSTS7000229", "AADSTS7000112"],
            "The application does not exist in this tenant, or is disabled there.",
            source =>
                $"Check AZURE_CLIENT_ID (in Azure Pipelines, the service connection) and that the application has an enabled service "
                + $"principal in {TenantOf(source)}."
        ),
        new(
            ["AADSTS7000215", "AADSTS7000222"],
            "The application's secret is wrong or has expired.",
            _ =>
                "Set AZURE_CLIENT_SECRET to the value (not the id) of a secret that is valid: az ad app credential list --id "
                + "<client id> shows when each ends. In CI, a federated credential needs no secret."
        ),
        new(
            ["AADSTS700027", "AADSTS700030", "AADSTS5001256", "AADSTS50012"],
            "The application does not accept this certificate.",
            _ =>
                "Register the certificate of AZURE_CLIENT_CERTIFICATE_PATH with the application, and check that it has not expired."
        ),
        new(
            ["AADSTS700024"],
            "The federated token is not within its valid time range.",
            source =>
                source.Kind == SignInKind.WorkloadIdentity
                    ? "Check that AZURE_FEDERATED_TOKEN_FILE is renewed, and this machine's clock."
                    : "Run the same command again in a new job, and check the clock of a self-hosted agent."
        ),
        new(
            [
                "AADSTS700211",
                "AADSTS700212",
                "AADSTS700213",
                "AADSTS7002131",
                "AADSTS7002138",
                "AADSTS700223",
                "AADSTS70021",
                "AADSTS70025",
            ],
            "No federated credential of the application matches the token.",
            source =>
                "Add a federated credential to the application whose issuer, subject and audience are exactly those in the message: "
                + source.Kind switch
                {
                    SignInKind.GitHub =>
                        "the subject depends on the repository and the branch, tag or environment of the job (docs/ci-github.md).",
                    SignInKind.AzurePipelines =>
                        "edit and save the service connection, or copy issuer and subject from it (docs/ci-azure-devops.md).",
                    _ => "for AKS, the cluster's issuer and system:serviceaccount:NAMESPACE:NAME.",
                }
        ),
        new(
            ["Azure CLI not installed"],
            "The Azure CLI is not on the PATH.",
            source => $"Install it (https://aka.ms/azure-cli) and run: {AzLogin(source)}."
        ),
        new(
            ["Azure Developer CLI could not be found"],
            "The Azure Developer CLI is not on the PATH.",
            source => $"Install it (https://aka.ms/azd) and run: {AzdLogin(source)}."
        ),
        new(
            ["PowerShell is not installed", "Az.Accounts module"],
            "Azure PowerShell is not installed.",
            source => $"Install it with: Install-Module Az.Accounts. Then run: {PowerShellLogin(source)}."
        ),
        new(["az login", "azd auth login", "Connect-AzAccount"], "No account is signed in.", SignInAgain),
        new(
            ["authentication timed out"],
            "The command that signs in did not answer in time.",
            source =>
                $"Check this machine's proxy (HTTPS_PROXY, NO_PROXY), DNS and VPN by running the command yourself: {source.Kind switch
                {
                    SignInKind.AzureDeveloperCli => "azd auth token --output json",
                    SignInKind.AzurePowerShell => "Get-AzAccessToken",
                    _ => "az account get-access-token --query expiresOn",
                }}."
        ),
        new(
            [
                "No Managed Identity endpoint found",
                "No response received from the managed identity endpoint",
                "managed_identity_all_sources_unavailable",
                "request to the managed identity endpoint timed out",
                "Multiple attempts failed to obtain a token from the managed identity endpoint",
                "managed_identity_unreachable_network",
            ],
            "This machine has no managed identity, or its endpoint does not respond.",
            _ =>
                "Run on an Azure resource with a managed identity and exclude 169.254.169.254 from the proxy (NO_PROXY), or choose "
                + "another way to sign in: docs/sign-in.md."
        ),
        new(
            ["identity has not been assigned to this resource", "Identity not found"],
            "The managed identity is not assigned to this machine.",
            _ =>
                "Assign the identity of AZURE_CLIENT_ID to this machine, or unset AZURE_CLIENT_ID to use its system-assigned identity."
        ),
        new(
            ["no assertion"],
            "GitHub issued no token for the job.",
            _ => "Add 'permissions: id-token: write' to the job (docs/ci-github.md)."
        ),
    ];

    /// <summary>The cause and the cure; null for an unknown message.</summary>
    /// <param name="message">What the credential said.</param>
    /// <param name="source">How the session signs in.</param>
    public static (string Cause, string Cure)? For(string message, SignInSource source) =>
        All.FirstOrDefault(known => known.Signs.Any(sign => Contains(message, sign))) is { } cure
            ? (cure.Cause, cure.Cure(source))
            : null;

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

    /// <summary>All that a failed credential said: the SDK's own message may be empty and the reason an inner one.</summary>
    /// <param name="exception">The failure.</param>
    public static string Said(Exception exception)
    {
        List<string> said = [];
        for (Queue<Exception> next = new([exception]); next.TryDequeue(out Exception? one); )
        {
            if (!said.Any(earlier => earlier.Contains(one.Message, StringComparison.Ordinal)))
            {
                said.Add(one.Message.Trim());
            }
            foreach (Exception inner in one is AggregateException all ? [.. all.InnerExceptions] : Inner(one))
            {
                next.Enqueue(inner);
            }
        }
        return string.Join(' ', said);
    }

    private static Exception[] Inner(Exception exception) => exception.InnerException is { } inner ? [inner] : [];

    /// <summary>The part of a credential's message that names the cause, without the SDK's advice for programmers.</summary>
    /// <param name="message">What the credential said.</param>
    public static string Gist(string message)
    {
        string line = PlainText.Line(message);
        return EntraError().Match(line) is { Success: true } entra
            ? entra.Value.Trim()
            : Advice().Replace(line, "").Trim();
    }

    // A code is followed by no other digit: 70021 is another one than 700213.
    private static bool Contains(string message, string sign)
    {
        int at = message.IndexOf(sign, StringComparison.OrdinalIgnoreCase);
        return at >= 0
            && (
                !char.IsAsciiDigit(sign[^1])
                || at + sign.Length == message.Length
                || !char.IsAsciiDigit(message[at + sign.Length])
            );
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

    private static string TenantOf(SignInSource source) =>
        source.Tenant is { } tenant ? $"the tenant {tenant}" : "the tenant";

    [GeneratedRegex(
        @"AADSTS[0-9]+: .*?(?= Trace ID:| Timestamp:| Correlation ID:| See the troubleshooting| Interactive authentication is needed|$)"
    )]
    private static partial Regex EntraError();

    [GeneratedRegex(
        @"\s*(?:See the troubleshooting guide for more information\.|To troubleshoot, visit)\s*https://\S+"
    )]
    private static partial Regex Advice();
}
