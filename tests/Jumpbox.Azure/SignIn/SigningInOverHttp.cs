using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.SignIn;
using LocalAzure;
using LocalAzure.Settings;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests.SignIn;

/// <summary>Each way of signing in gets its token over HTTP: from LocalAzure, or from a stand-in of the endpoint that it asks.</summary>
[Collection(nameof(OwnEnvironment))]
public sealed class SigningInOverHttp : IDisposable
{
    private const string Tenant = "11111111-1111-4111-8111-111111111111";
    private const string Client = "22222222-2222-4222-8222-222222222222";
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-sign-in-").FullName;
    private readonly ConcurrentQueue<IReadOnlyDictionary<string, string>> _forms = new();
    private readonly Dictionary<string, string?> _before = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach ((string name, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_application_with_a_secret_signs_in_to_LocalAzure()
    {
        await using LocalAzureServer server = await LocalAzureServer.StartAsync(
            new LocalAzureOptions { StateFolder = _folder },
            Cancel
        );
        string secret = server.IssueToken(
            "https://management.azure.com/",
            server.OperatorPrincipalId,
            TimeSpan.FromHours(1)
        );
        using HttpMessageHandler handler = Trusting(server.CertificateAuthority);

        AccessToken token = await TokenAsync(
            server.Endpoint,
            handler,
            ("AZURE_TENANT_ID", server.TenantId),
            ("AZURE_CLIENT_ID", Client),
            ("AZURE_CLIENT_SECRET", secret)
        );

        Assert.Equal(server.TenantId, SignedInIdentity.Of(token.Token).Tenant);
    }

    [Fact]
    public async Task An_application_with_a_secret_that_is_refused_names_it()
    {
        await using ScriptedArm entra = await EntraAsync(
            401,
            new
            {
                error = "invalid_client",
                error_description = "AADSTS7000215: Invalid client secret provided. Trace ID: 1",
            }
        );
        using HttpMessageHandler handler = Trusting(entra.Authority);

        AuthenticationFailedException failure = await Assert.ThrowsAsync<AuthenticationFailedException>(() =>
            TokenAsync(entra.Endpoint, handler, Application("AZURE_CLIENT_SECRET", "marked-secret"))
        );

        AzureFault fault = FaultReader.SignIn("sign in", "", failure, entra.Endpoint, SignInSource.Unknown);
        Assert.Equal(
            "The application's secret is wrong or has expired. AADSTS7000215: Invalid client secret provided.",
            fault.Message
        );
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("pfx")]
    public async Task An_application_with_a_certificate_signs_in_with_an_assertion(string form)
    {
        await using ScriptedArm entra = await EntraAsync();
        using HttpMessageHandler handler = Trusting(entra.Authority);

        AccessToken token = await TokenAsync(
            entra.Endpoint,
            handler,
            [
                .. Application("AZURE_CLIENT_CERTIFICATE_PATH", Certificate(form)),
                ("AZURE_CLIENT_CERTIFICATE_PASSWORD", form == "pfx" ? "pass" : ""),
            ]
        );

        Assert.Equal("issued", token.Token);
        IReadOnlyDictionary<string, string> sent = Assert.Single(_forms);
        Assert.Equal(Client, sent["client_id"]);
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", sent["client_assertion_type"]);
    }

    [Fact]
    public async Task A_workload_identity_signs_in_with_the_token_in_its_file()
    {
        await using ScriptedArm entra = await EntraAsync();
        using HttpMessageHandler handler = Trusting(entra.Authority);
        string file = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(file, "federated", Cancel);

        AccessToken token = await TokenAsync(entra.Endpoint, handler, Application("AZURE_FEDERATED_TOKEN_FILE", file));

        Assert.Equal("issued", token.Token);
        Assert.Equal("federated", Assert.Single(_forms)["client_assertion"]);
    }

    [Fact]
    public async Task A_job_of_GitHub_Actions_signs_in_with_the_assertion_that_GitHub_gives()
    {
        await using ScriptedArm both = await EntraAsync();
        using HttpMessageHandler handler = Trusting(both.Authority);

        AccessToken token = await TokenAsync(
            both.Endpoint,
            handler,
            [
                .. Application("ACTIONS_ID_TOKEN_REQUEST_URL", $"{both.Endpoint}assertion?x=1"),
                ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "marked-secret-token"),
                ("GITHUB_ACTIONS", "true"),
            ]
        );

        Assert.Equal("issued", token.Token);
        Assert.Equal("from-github", Assert.Single(_forms)["client_assertion"]);
    }

    [Fact]
    public async Task A_job_of_Azure_Pipelines_signs_in_through_its_service_connection()
    {
        await using ScriptedArm both = await EntraAsync();
        using HttpMessageHandler handler = Trusting(both.Authority);
        Set("SYSTEM_OIDCREQUESTURI", $"{both.Endpoint}oidctoken");

        AccessToken token = await TokenAsync(
            both.Endpoint,
            handler,
            ("TF_BUILD", "True"),
            ("AZURESUBSCRIPTION_TENANT_ID", Tenant),
            ("AZURESUBSCRIPTION_CLIENT_ID", Client),
            ("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "33333333-3333-4333-8333-333333333333"),
            ("SYSTEM_ACCESSTOKEN", "marked-secret-token"),
            ("SYSTEM_OIDCREQUESTURI", $"{both.Endpoint}oidctoken")
        );

        Assert.Equal("issued", token.Token);
        Assert.Equal("from-pipelines", Assert.Single(_forms)["client_assertion"]);
    }

    [Fact]
    public async Task A_virtual_machine_signs_in_with_its_managed_identity()
    {
        await using ScriptedArm metadata = await EntraAsync();
        using HttpMessageHandler handler = new Redirected(metadata.Endpoint, Trusting(metadata.Authority));

        AccessToken token = await TokenAsync(
            AzureCloud.Public.Authority,
            handler,
            ("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential"),
            ("AZURE_CLIENT_ID", Client)
        );

        Assert.Equal("of-the-machine", token.Token);
        Assert.Contains(metadata.Requests, request => request == "GET /metadata/identity/oauth2/token");
    }

    [Fact]
    public async Task An_app_service_signs_in_with_its_managed_identity()
    {
        await using ScriptedArm endpoint = await EntraAsync();
        using HttpMessageHandler handler = Trusting(endpoint.Authority);
        Set("IDENTITY_ENDPOINT", $"{endpoint.Endpoint}msi/token");
        Set("IDENTITY_HEADER", "marked-secret-header");

        AccessToken token = await TokenAsync(
            AzureCloud.Public.Authority,
            handler,
            ("IDENTITY_ENDPOINT", $"{endpoint.Endpoint}msi/token"),
            ("IDENTITY_HEADER", "marked-secret-header")
        );

        Assert.Equal("of-the-app", token.Token);
    }

    // Source: Azure.Identity and MSAL take an MSI_ENDPOINT alone for that of Cloud Shell, and post to it.
    [Fact]
    public async Task A_cloud_shell_signs_in_at_its_own_endpoint_where_the_managed_identity_is_named()
    {
        await using ScriptedArm endpoint = await EntraAsync();
        using HttpMessageHandler handler = Trusting(endpoint.Authority);
        Set("MSI_ENDPOINT", $"{endpoint.Endpoint}msi/token");

        AccessToken token = await TokenAsync(
            AzureCloud.Public.Authority,
            handler,
            ("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential"),
            ("ACC_CLOUD", "PROD"),
            ("MSI_ENDPOINT", $"{endpoint.Endpoint}msi/token")
        );

        Assert.Equal("of-the-app", token.Token);
        Assert.Contains("POST /msi/token", endpoint.Requests);
    }

    [Fact]
    public async Task A_cloud_shell_signs_in_as_the_person_that_its_az_knows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        Command("az", "echo '{\"accessToken\":\"of-the-person\",\"expires_on\":4102444800}'");

        AccessToken token = await TokenAsync(
            AzureCloud.Public.Authority,
            null,
            ("PATH", _folder),
            ("ACC_CLOUD", "PROD"),
            ("MSI_ENDPOINT", "http://127.0.0.1:1/oauth2/token")
        );

        Assert.Equal("of-the-person", token.Token);
    }

    [Theory]
    [InlineData(
        "az",
        "{\"accessToken\":\"of-az\",\"expires_on\":4102444800,\"expiresOn\":\"2100-01-01 00:00:00.000000\"}",
        "of-az"
    )]
    [InlineData("azd", "{\"token\":\"of-azd\",\"expiresOn\":\"2100-01-01T00:00:00Z\"}", "of-azd")]
    public async Task A_command_line_tool_gives_its_token(string command, string answer, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        string asked = Path.Combine(_folder, "asked");
        Command(command, $"echo \"$@\" > '{asked}'; echo '{answer}'");

        AccessToken token = await TokenAsync(
            AzureCloud.Public.Authority,
            null,
            ("PATH", _folder),
            ("AZURE_TENANT_ID", Tenant)
        );

        Assert.Equal(expected, token.Token);
        Assert.Contains(Tenant, await File.ReadAllTextAsync(asked, Cancel));
    }

    [Fact]
    public async Task A_command_line_tool_that_nobody_is_signed_in_to_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        Command("az", "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1");

        AuthenticationFailedException failure = await Assert.ThrowsAnyAsync<AuthenticationFailedException>(() =>
            TokenAsync(AzureCloud.Public.Authority, null, ("PATH", _folder))
        );

        Assert.Equal(
            "No account is signed in.",
            SignInCures.For(failure.Message, new SignInSource(SignInKind.AzureCli, null))!.Value.Cause
        );
    }

    [Fact]
    public async Task A_command_line_tool_whose_sign_in_has_expired_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        Command("az", "echo 'ERROR: AADSTS700082: The refresh token has expired due to inactivity.' >&2; exit 1");

        AuthenticationFailedException failure = await Assert.ThrowsAnyAsync<AuthenticationFailedException>(() =>
            TokenAsync(AzureCloud.Public.Authority, null, ("PATH", _folder))
        );

        Assert.Equal(
            "Run: az login --tenant T.",
            SignInCures.For(failure.Message, new SignInSource(SignInKind.AzureCli, "T"))!.Value.Cure
        );
    }

    private static (string, string)[] Application(string name, string value) =>
        [("AZURE_TENANT_ID", Tenant), ("AZURE_CLIENT_ID", Client), (name, value)];

    private static async Task<AccessToken> TokenAsync(
        Uri authority,
        HttpMessageHandler? handler,
        params (string Name, string Value)[] variables
    )
    {
        AzureCloud cloud = AzureCloud.Custom("stand-in", new Uri("https://management.example"), authority);
        ChosenCredential chosen = Credentials.Choose(
            cloud,
            SignInPlace.Of(variables.ToDictionary(one => one.Name, one => one.Value)),
            null,
            handler
        );
        return await chosen.Credential.GetTokenAsync(
            new TokenRequestContext(["https://management.azure.com/.default"]),
            Cancel
        );
    }

    private Task<ScriptedArm> EntraAsync(int status = 200, object? answer = null) =>
        ScriptedArm.StartAsync(
            async (context, _) =>
            {
                string path = context.Request.Path;
                if (path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal))
                {
                    IFormCollection form = await context.Request.ReadFormAsync(Cancel);
                    _forms.Enqueue(form.ToDictionary(field => field.Key, field => field.Value.ToString()));
                }
                context.Response.StatusCode = status;
                await context.Response.WriteAsJsonAsync(
                    answer
                        ?? path switch
                        {
                            "/assertion" => new { value = "from-github" },
                            "/oidctoken" => new { oidcToken = "from-pipelines" },
                            "/metadata/identity/oauth2/token" => new
                            {
                                access_token = "of-the-machine",
                                expires_in = "3600",
                                expires_on = "4102444800",
                                resource = "https://management.azure.com/",
                                token_type = "Bearer",
                            },
                            "/msi/token" => new
                            {
                                access_token = "of-the-app",
                                expires_on = "4102444800",
                                resource = "https://management.azure.com/",
                                token_type = "Bearer",
                            },
                            _ => (object)
                                new
                                {
                                    token_type = "Bearer",
                                    expires_in = 3600,
                                    access_token = "issued",
                                },
                        },
                    Cancel
                );
            }
        );

    private void Command(string name, string script)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        Set("PATH", $"{_folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}");
    }

    // The SDK reads some variables of the process itself.
    private void Set(string name, string value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    private string Certificate(string form)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=application", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        string file = Path.Combine(_folder, $"application.{form}");
        if (form == "pem")
        {
            File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        }
        else
        {
            File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "pass"));
        }
        return file;
    }

    private static SocketsHttpHandler Trusting(X509Certificate2 authority) =>
        new()
        {
            UseProxy = false,
            SslOptions = new()
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };

    /// <summary>Sends to another address what is meant for the metadata service of a virtual machine.</summary>
    private sealed class Redirected(Uri target, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Assert.Equal("169.254.169.254", request.RequestUri!.Host);
            request.RequestUri = new Uri(target, request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
