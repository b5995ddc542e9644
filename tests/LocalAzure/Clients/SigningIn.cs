using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace LocalAzure.Tests.Clients;

/// <summary>Clients that know nothing but a client secret sign in: Microsoft's own credential does.</summary>
public sealed class SigningIn
{
    private const string Management = "https://management.azure.com/.default";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Azure_Identitys_credential_gets_a_token_that_ARM_takes()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string secret = arm.Server.IssueToken(
            "https://management.azure.com/",
            arm.Server.OperatorPrincipalId,
            TimeSpan.FromMinutes(5)
        );

        AccessToken token = await Credential(arm, secret).GetTokenAsync(new TokenRequestContext([Management]), Cancel);

        Answer answer = await arm.SendAsync(
            "GET",
            $"{LocalArm.Subscription}/resourceGroups",
            null,
            "2024-03-01",
            r => r.Headers.Authorization = new("Bearer", token.Token)
        );
        Assert.Equal(200, answer.Status);
        Assert.InRange(token.ExpiresOn, DateTimeOffset.UtcNow.AddMinutes(50), DateTimeOffset.UtcNow.AddMinutes(70));
    }

    [Theory]
    [InlineData("not a token", Management, "invalid_client")]
    [InlineData(null, "https://vault.azure.net/.default", "invalid_scope")]
    public async Task A_wrong_secret_or_scope_is_refused_in_OAuths_words(string? secret, string scope, string error)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        secret ??= arm.Server.IssueToken(
            "https://management.azure.com/",
            arm.Server.OperatorPrincipalId,
            TimeSpan.FromMinutes(5)
        );
        using FormUrlEncodedContent form = new(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = Guid.NewGuid().ToString(),
                ["client_secret"] = secret,
                ["scope"] = scope,
            }
        );
        using HttpResponseMessage answer = await arm.Client.PostAsync(
            new Uri(arm.Server.Endpoint, $"{arm.Server.TenantId}/oauth2/v2.0/token"),
            form,
            Cancel
        );
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Contains(
            $"\"error\":\"{error}\"",
            await answer.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("{0}/oauth2/v2.0/token")]
    [InlineData("adfs/{0}/oauth2/token")]
    public async Task Another_tenant_has_no_tokens(string path)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        using FormUrlEncodedContent form = new(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "any",
                ["client_secret"] = arm.Bearer(arm.Server.OperatorPrincipalId).Parameter!,
                ["scope"] = "https://management.azure.com/.default",
            }
        );
        using HttpResponseMessage answer = await arm.Client.PostAsync(
            new Uri(arm.Server.Endpoint, string.Format(CultureInfo.InvariantCulture, path, Guid.NewGuid())),
            form,
            Cancel
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("AADSTS90002", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static ClientSecretCredential Credential(LocalArm arm, string secret)
    {
        SocketsHttpHandler handler = new() { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { arm.Server.CertificateAuthority },
        };
        return new ClientSecretCredential(
            arm.Server.TenantId,
            Guid.NewGuid().ToString(),
            secret,
            new ClientSecretCredentialOptions
            {
                AuthorityHost = arm.Server.Endpoint,
                DisableInstanceDiscovery = true,
                Transport = new HttpClientTransport(new HttpClient(handler)),
            }
        );
    }
}
