using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Identity;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.SignIn;
using Jumpbox.Azure.Tests.Facts;

namespace Jumpbox.Azure.Tests.SignIn;

/// <summary>A session signs in before its first request, and says in one sentence why it cannot.</summary>
public sealed class SigningInFirst
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LocalAzure_knows_the_account_and_lists_the_subscriptions_that_it_sees()
    {
        await using LocalWorld world = await LocalWorld.StartAsync();

        SignedInIdentity account = await world.Session.SignInAsync(Cancel);
        IReadOnlyList<VisibleSubscription> visible = await world.Session.ListSubscriptionsAsync(Cancel);

        Assert.Equal(world.Server.TenantId, account.Tenant);
        Assert.NotEqual("unknown", account.Name);
        VisibleSubscription subscription = Assert.Single(visible);
        Assert.Equal("5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f", subscription.Id);
        Assert.NotEmpty(subscription.Name);
    }

    [Fact]
    public async Task The_first_request_uses_the_token_of_the_sign_in()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                context.Response.ContentType = "application/json";
                return context.Response.Body.WriteAsync("""{"value":[]}"""u8.ToArray()).AsTask();
            }
        );
        Counted credential = new();
        using AzureSession session = arm.Session(credential: credential);

        await session.SignInAsync(Cancel);
        await session.ListSubscriptionsAsync(Cancel);

        Assert.Equal(1, credential.Count);
    }

    [Theory]
    [InlineData("127.0.0.1", "ConnectionRefused")]
    [InlineData("no-such-host.invalid", null)]
    public async Task A_sign_in_that_cannot_be_reached_ends_in_seconds_with_one_sentence(string host, string? code)
    {
        Uri authority = new($"https://{host}:{ClosedPort()}/");
        AzureCloud cloud = AzureCloud.Custom("nowhere", new Uri("https://management.example"), authority);
        Dictionary<string, string> application = new()
        {
            ["AZURE_TENANT_ID"] = "11111111-1111-4111-8111-111111111111",
            ["AZURE_CLIENT_ID"] = "22222222-2222-4222-8222-222222222222",
            ["AZURE_CLIENT_SECRET"] = "marked-secret",
        };
        ChosenCredential chosen = Credentials.Choose(cloud, application, null);
        using AzureSession session = new(
            cloud,
            chosen.Credential,
            new AzureSessionOptions { SignedInBy = chosen.Source }
        );

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.SignInAsync(Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel)
        );

        // What a resolver says that has no server to ask differs from machine to machine.
        Assert.Contains(failure.Code, code is null ? (string[])["HostNotFound", "TryAgain", "NoData"] : [code]);
        Assert.Contains($"https://{host}", failure.Fault.Message);
        Assert.Contains("cannot be reached", failure.Fault.Message);
        Assert.Contains("DNS and VPN", failure.Fault.Cure);
        Assert.DoesNotContain("marked-secret", failure.Message);
    }

    [Fact]
    public async Task A_credential_that_fails_is_told_with_its_cause_and_the_tenant()
    {
        using AzureSession session = new(
            AzureCloud.Public,
            new Failing(),
            new AzureSessionOptions { SignedInBy = new SignInSource(SignInKind.AzureCli, "TENANT") }
        );

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() => session.SignInAsync(Cancel));

        Assert.Equal(
            "Could not sign in: SignInFailed (401). The sign-in has expired or was revoked. AADSTS700082: The refresh token has "
                + "expired.\n  Resource: https://login.microsoftonline.com/\n  What to do: Run: az login --tenant TENANT.",
            failure.Message
        );
    }

    private static int ClosedPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Counted : TokenCredential
    {
        public int Count { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Count++;
            return new AccessToken("token", DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }

    private sealed class Failing : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("ERROR: AADSTS700082: The refresh token has expired. Trace ID: 1");

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }
}
