using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.SignIn;

/// <summary>Makes the credential that fits the place in which the program runs.</summary>
public static class Credentials
{
    // For other clouds MSAL queries the public cloud, and it reaches China's through this host name (MSAL,
    // KnownMetadataProvider).
    private static readonly Uri ChinaNetwork = new("https://login.partner.microsoftonline.cn");

    // Source: "How to use managed identities to acquire an access token", the address of a virtual machine's metadata service.
    private static readonly Uri Metadata = new("http://169.254.169.254");

    private static readonly string[] IdentityEndpoints =
    [
        "IDENTITY_ENDPOINT",
        "MSI_ENDPOINT",
        "AZURE_POD_IDENTITY_AUTHORITY_HOST",
    ];

    /// <summary>Chooses.</summary>
    /// <param name="cloud">The cloud to sign in to.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="tenant">The tenant of the subscription; null to leave it to the tool or the pipeline.</param>
    /// <exception cref="CredentialException">The environment lacks what signing in needs here.</exception>
    public static ChosenCredential Choose(
        AzureCloud cloud,
        IReadOnlyDictionary<string, string> environment,
        string? tenant
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Choose(cloud, SignInPlace.Of(environment), tenant);
    }

    /// <summary>Chooses.</summary>
    /// <param name="cloud">The cloud to sign in to.</param>
    /// <param name="place">Where the program runs.</param>
    /// <param name="tenant">The tenant of the subscription; null to leave it to the tool or the pipeline.</param>
    /// <param name="handler">Carries the requests; null for the machine's own network.</param>
    /// <exception cref="CredentialException">The environment lacks what signing in needs here.</exception>
    internal static ChosenCredential Choose(
        AzureCloud cloud,
        SignInPlace place,
        string? tenant,
        HttpMessageHandler? handler = null
    )
    {
        ArgumentNullException.ThrowIfNull(cloud);
        SignInChoice choice = SignInChoice.In(place);
        Wiring wiring = new(cloud, handler);
        Variables variables = new(place);
        string? tenantId = tenant ?? place.Value("AZURE_TENANT_ID");
        (TokenCredential credential, string who) = choice.Kind switch
        {
            SignInKind.ClientSecret => WithSecret(wiring, variables, tenantId),
            SignInKind.ClientCertificate => WithCertificate(wiring, variables, tenantId),
            SignInKind.WorkloadIdentity => WithTokenFile(wiring, variables, tenantId),
            SignInKind.ManagedIdentity => AsManagedIdentity(wiring, place),
            SignInKind.AzurePipelines => FromAzurePipelines(wiring, variables, tenant),
            SignInKind.GitHub => FromGitHub(wiring, variables, tenantId),
            SignInKind.AzureCli => (Az(tenantId), "you, signed in with az"),
            SignInKind.AzureDeveloperCli => (Azd(tenantId), "you, signed in with azd"),
            SignInKind.EitherCli => (
                new ChainedTokenCredential(Az(tenantId), Azd(tenantId)),
                "you, signed in with az or azd"
            ),
            SignInKind.AzurePowerShell => (
                new AzurePowerShellCredential(new AzurePowerShellCredentialOptions { TenantId = tenantId }),
                "you, signed in with Connect-AzAccount"
            ),
            SignInKind.VisualStudio => (
                new VisualStudioCredential(new VisualStudioCredentialOptions { TenantId = tenantId }),
                "you, signed in with Visual Studio"
            ),
            _ => (
                (TokenCredential)
                    new InteractiveBrowserCredential(
                        wiring.Join(new InteractiveBrowserCredentialOptions { TenantId = tenantId })
                    ),
                "you, signed in with a browser"
            ),
        };
        return new ChosenCredential(credential, $"{who} ({choice.Why})", new SignInSource(choice.Kind, tenantId));
    }

    private static AzureCliCredential Az(string? tenant) => new(new AzureCliCredentialOptions { TenantId = tenant });

    private static AzureDeveloperCliCredential Azd(string? tenant) =>
        new(new AzureDeveloperCliCredentialOptions { TenantId = tenant });

    private static (TokenCredential, string) WithSecret(Wiring wiring, Variables variables, string? tenant)
    {
        string? clientId = variables.Any("AZURE_CLIENT_ID");
        string? secret = variables.Any("AZURE_CLIENT_SECRET");
        string? tenantId = tenant ?? variables.Any("AZURE_TENANT_ID");
        variables.ThrowIfMissing("the environment", "AZURE_CLIENT_SECRET belongs to an application: set all three.");
        ClientSecretCredentialOptions options = wiring.Join(
            new ClientSecretCredentialOptions { DisableInstanceDiscovery = wiring.IsCustom }
        );
        return (
            new ClientSecretCredential(tenantId!, clientId!, secret!, options),
            $"the application {clientId} with its secret"
        );
    }

    private static (TokenCredential, string) WithCertificate(Wiring wiring, Variables variables, string? tenant)
    {
        string? clientId = variables.Any("AZURE_CLIENT_ID");
        string? path = variables.Any("AZURE_CLIENT_CERTIFICATE_PATH");
        string? tenantId = tenant ?? variables.Any("AZURE_TENANT_ID");
        variables.ThrowIfMissing(
            "the environment",
            "AZURE_CLIENT_CERTIFICATE_PATH belongs to an application: set all three."
        );
        if (!File.Exists(path))
        {
            throw new CredentialException(
                $"AZURE_CLIENT_CERTIFICATE_PATH is '{path}', which is not an existing file. Set the path of a PEM or PFX file with "
                    + "the certificate and its private key."
            );
        }
        ClientCertificateCredentialOptions options = wiring.Join(
            new ClientCertificateCredentialOptions
            {
                DisableInstanceDiscovery = wiring.IsCustom,
                SendCertificateChain = variables.IsOn("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN"),
            }
        );
        return (
            ClientCertificates.Credential(
                tenantId!,
                clientId!,
                path,
                variables.Optional("AZURE_CLIENT_CERTIFICATE_PASSWORD"),
                options
            ),
            $"the application {clientId} with its certificate"
        );
    }

    private static (TokenCredential, string) WithTokenFile(Wiring wiring, Variables variables, string? tenant)
    {
        string? clientId = variables.Any("AZURE_CLIENT_ID");
        string? file = variables.Any("AZURE_FEDERATED_TOKEN_FILE");
        string? tenantId = tenant ?? variables.Any("AZURE_TENANT_ID");
        variables.ThrowIfMissing(
            "a workload with a federated token",
            "On AKS, label the pod azure.workload.identity/use=true and annotate its service account with the client id."
        );
        WorkloadIdentityCredentialOptions options = wiring.Join(
            new WorkloadIdentityCredentialOptions
            {
                ClientId = clientId,
                TenantId = tenantId,
                TokenFilePath = file,
                DisableInstanceDiscovery = wiring.IsCustom,
            }
        );
        return (new WorkloadIdentityCredential(options), $"the workload identity {clientId}");
    }

    private static (TokenCredential, string) AsManagedIdentity(Wiring wiring, SignInPlace place)
    {
        string? clientId = place.Value("AZURE_CLIENT_ID");
        Uri[] origins =
        [
            Metadata,
            .. IdentityEndpoints
                .Select(place.Value)
                .Select(text => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : null)
                .OfType<Uri>(),
        ];
        ManagedIdentityCredentialOptions options = wiring.Join(
            new ManagedIdentityCredentialOptions(
                clientId is null
                    ? ManagedIdentityId.SystemAssigned
                    : ManagedIdentityId.FromUserAssignedClientId(clientId)
            ),
            origins
        );
        return (
            new ManagedIdentityCredential(options),
            clientId is null ? "the managed identity of this machine" : $"the managed identity {clientId}"
        );
    }

    private static (TokenCredential, string) FromAzurePipelines(Wiring wiring, Variables variables, string? tenant)
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
        Uri[] origins = Uri.TryCreate(oidc, UriKind.Absolute, out Uri? service) ? [service] : [];
        AzurePipelinesCredentialOptions options = wiring.Join(
            new AzurePipelinesCredentialOptions { DisableInstanceDiscovery = wiring.IsCustom },
            origins
        );
        return (
            new AzurePipelinesCredential(tenantId!, clientId!, connection!, token!, options),
            $"the service connection {connection}"
        );
    }

    private static (TokenCredential, string) FromGitHub(Wiring wiring, Variables variables, string? tenant)
    {
        string? tenantId = tenant ?? variables.Any("AZURE_TENANT_ID");
        string? clientId = variables.Any("AZURE_CLIENT_ID");
        string? address = variables.Any("ACTIONS_ID_TOKEN_REQUEST_URL");
        string? token = variables.Any("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
        variables.ThrowIfMissing(
            "GitHub Actions",
            "Add 'permissions: id-token: write' to the job and set AZURE_CLIENT_ID and AZURE_TENANT_ID in its env."
        );
        GitHubAssertion assertion = new(new Uri(address!), token!, wiring.Handler);
        ClientAssertionCredentialOptions options = wiring.Join(
            new ClientAssertionCredentialOptions { DisableInstanceDiscovery = wiring.IsCustom }
        );
        return (
            new ClientAssertionCredential(tenantId!, clientId!, assertion.GetAsync, options),
            $"the federated application {clientId}"
        );
    }

    /// <summary>What all credentials that send requests have in common.</summary>
    private sealed class Wiring(AzureCloud cloud, HttpMessageHandler? handler)
    {
        public HttpMessageHandler? Handler => handler;

        // Only well-known clouds can be asked about themselves.
        public bool IsCustom => AzureCloud.Find(cloud.Name) != cloud;

        // The sign-in has origins of its own, and answers as small as they are.
        public T Join<T>(T options, params Uri[] others)
            where T : TokenCredentialOptions
        {
            options.AuthorityHost = cloud.Authority;
            options.Retry.MaxRetries = 2;
            options.Retry.NetworkTimeout = Limits.SignInSilence;
            if (handler is not null)
            {
                options.Transport = new HttpClientTransport(handler);
            }
            Uri[] origins = [cloud.Authority, AzureCloud.Public.Authority, ChinaNetwork, .. others];
            options.AddPolicy(new TrustedOrigins(origins), HttpPipelinePosition.BeforeTransport);
            options.AddPolicy(new BoundedBody(Limits.AnswerBytes, Limits.Answer), HttpPipelinePosition.BeforeTransport);
            return options;
        }
    }

    private sealed class Variables(SignInPlace place)
    {
        private readonly List<string> _missing = [];

        public string? Any(params string[] names)
        {
            string? found = names.Select(place.Value).FirstOrDefault(value => value is not null);
            if (found is null)
            {
                _missing.Add(string.Join(" or ", names));
            }
            return found;
        }

        public string? Optional(string name) => place.Value(name);

        public bool IsOn(string name) => place.Value(name) is "1" or "true" or "True" or "TRUE";

        public void ThrowIfMissing(string where, string cure)
        {
            if (_missing.Count > 0)
            {
                throw new CredentialException(where, _missing, cure);
            }
        }
    }
}
