using Azure.Core;
using Azure.Identity;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.SignIn;

/// <summary>
/// Chooses the credential from the environment. Never tries several over the network: in a pipeline exactly one fits, and on
/// a workstation it is a command-line tool's.
/// </summary>
public static class Credentials
{
    // For other clouds MSAL queries the public cloud, and it reaches China's through this host name (MSAL,
    // KnownMetadataProvider).
    private static readonly Uri ChinaNetwork = new("https://login.partner.microsoftonline.cn");

    /// <summary>Chooses the credential.</summary>
    /// <param name="cloud">The cloud to sign in to.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="tenant">The tenant of the subscription; null for the default of the tool or the pipeline.</param>
    /// <exception cref="CredentialException">
    /// The run is in a CI pipeline that does not provide what the sign-in needs.
    /// </exception>
    public static ChosenCredential Choose(
        AzureCloud cloud,
        IReadOnlyDictionary<string, string> environment,
        string? tenant
    )
    {
        CiService service = CiEnvironment.Service(environment);
        if (service == CiService.AzurePipelines)
        {
            return FromAzurePipelines(cloud, new Variables(environment), tenant);
        }
        if (service == CiService.GitHubActions)
        {
            return FromGitHub(cloud, new Variables(environment), tenant);
        }
        return new ChosenCredential(
            new ChainedTokenCredential(
                new AzureCliCredential(new AzureCliCredentialOptions { TenantId = tenant }),
                new AzureDeveloperCliCredential(new AzureDeveloperCliCredentialOptions { TenantId = tenant })
            ),
            "you, signed in with az or azd"
        );
    }

    private static ChosenCredential FromAzurePipelines(AzureCloud cloud, Variables variables, string? tenant)
    {
        string? tenantId = tenant ?? variables.Any("AZURESUBSCRIPTION_TENANT_ID", "AZURE_TENANT_ID");
        string? clientId = variables.Any("AZURESUBSCRIPTION_CLIENT_ID", "AZURE_CLIENT_ID");
        string? connection = variables.Any("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID");
        string? token = variables.Any("SYSTEM_ACCESSTOKEN");
        string? oidc = variables.Any("SYSTEM_OIDCREQUESTURI");
        variables.ThrowIfMissing(
            "Azure Pipelines",
            "Run the step in an AzureCLI@2 task with a workload identity federation service connection, and map "
                + "SYSTEM_ACCESSTOKEN: $(System.AccessToken) in its env."
        );
        AzurePipelinesCredentialOptions options = new() { AuthorityHost = cloud.Authority };
        Guard(options, cloud, oidc);
        return new ChosenCredential(
            new AzurePipelinesCredential(tenantId!, clientId!, connection!, token!, options),
            $"the service connection {connection}"
        );
    }

    private static ChosenCredential FromGitHub(AzureCloud cloud, Variables variables, string? tenant)
    {
        string? tenantId = tenant ?? variables.Any("AZURE_TENANT_ID");
        string? clientId = variables.Any("AZURE_CLIENT_ID");
        string? address = variables.Any("ACTIONS_ID_TOKEN_REQUEST_URL");
        string? token = variables.Any("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
        variables.ThrowIfMissing(
            "GitHub Actions",
            "Add 'permissions: id-token: write' to the job and set AZURE_CLIENT_ID and AZURE_TENANT_ID in its env."
        );
        GitHubAssertion assertion = new(new Uri(address!), token!);
        ClientAssertionCredentialOptions options = new() { AuthorityHost = cloud.Authority };
        Guard(options, cloud, null);
        return new ChosenCredential(
            new ClientAssertionCredential(tenantId!, clientId!, assertion.GetAsync, options),
            $"the federated application {clientId}"
        );
    }

    // The sign-in has its own trusted origins and size limit.
    private static void Guard(ClientOptions options, AzureCloud cloud, string? oidc)
    {
        List<Uri> origins = [cloud.Authority, AzureCloud.Public.Authority, ChinaNetwork];
        if (Uri.TryCreate(oidc, UriKind.Absolute, out Uri? service))
        {
            origins.Add(service);
        }
        options.AddPolicy(new TrustedOrigins([.. origins]), HttpPipelinePosition.BeforeTransport);
        options.AddPolicy(new BoundedBody(Limits.AnswerBytes, Limits.Answer), HttpPipelinePosition.BeforeTransport);
    }

    private sealed class Variables(IReadOnlyDictionary<string, string> environment)
    {
        private readonly List<string> _missing = [];

        public string? Any(params string[] names)
        {
            string? found = names
                .Select(name => environment.TryGetValue(name, out string? value) ? value : null)
                .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
            if (found is null)
            {
                _missing.Add(string.Join(" or ", names));
            }
            return found;
        }

        public void ThrowIfMissing(string place, string cure)
        {
            if (_missing.Count > 0)
            {
                throw new CredentialException(place, _missing, cure);
            }
        }
    }
}

/// <summary>The chosen credential.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Description">The account, for the first lines of the run.</param>
public sealed record ChosenCredential(TokenCredential Credential, string Description);

/// <summary>Thrown when the environment lacks variables that the sign-in needs.</summary>
public sealed class CredentialException : Exception
{
    internal CredentialException(string place, IReadOnlyList<string> missing, string cure)
        : base($"Cannot sign in from {place}: {string.Join(", ", missing)} not set. {cure}") => Missing = missing;

    /// <summary>The environment variables that are missing.</summary>
    public IReadOnlyList<string> Missing { get; }
}
