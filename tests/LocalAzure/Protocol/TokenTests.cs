using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.Protocol;

public sealed class TokenTests
{
    private const string Path = LocalArm.Subscription + "/resourceGroups?api-version=2024-03-01";

    [Fact]
    public async Task A_request_without_a_token_is_challenged()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.SendAsync(
            "GET",
            Path,
            null,
            null,
            r => r.Headers.Authorization = new("Basic", "eDp5")
        );
        Assert.Equal(401, answer.Status);
        Assert.StartsWith("Bearer authorization_uri=", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://vault.azure.net", 60, "InvalidAuthenticationTokenAudience")]
    [InlineData("https://management.azure.com/", -1, "ExpiredAuthenticationToken")]
    public async Task A_token_for_another_audience_or_an_expired_one_is_refused(
        string audience,
        int minutes,
        string code
    )
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string token = arm.Server.IssueToken(audience, arm.Server.OperatorPrincipalId, TimeSpan.FromMinutes(minutes));
        Answer answer = await arm.SendAsync(
            "GET",
            Path,
            null,
            null,
            r => r.Headers.Authorization = new("Bearer", token)
        );
        Assert.Equal((401, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_token_of_another_tenant_or_of_the_future_is_refused()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        byte[] key = Convert.FromHexString(arm.Server.Cloud.Context.Store.Find("~server/key")!.Body["key"]!.ToString());
        FakeTimeProvider tomorrow = new(DateTimeOffset.UtcNow.AddDays(1));
        foreach (
            (AccessToken? issuer, string? code) in new[]
            {
                (
                    new AccessToken(key, TimeProvider.System, Guid.NewGuid().ToString()),
                    "InvalidAuthenticationTokenTenant"
                ),
                (new AccessToken(key, tomorrow, arm.Server.TenantId), "InvalidAuthenticationToken"),
            }
        )
        {
            string token = issuer.Issue(
                "https://management.azure.com/",
                arm.Server.OperatorPrincipalId,
                TimeSpan.FromHours(1)
            );

            Answer answer = await arm.SendAsync(
                "GET",
                Path,
                null,
                null,
                r => r.Headers.Authorization = new("Bearer", token)
            );

            Assert.Equal((401, code), (answer.Status, answer.Code));
        }
    }

    [Theory]
    [InlineData("exp", "\"soon\"")]
    [InlineData("exp", "true")]
    [InlineData("exp", "1e300")]
    [InlineData("exp", "null")]
    [InlineData("nbf", "\"x\"")]
    [InlineData("oid", "5")]
    [InlineData("oid", "null")]
    [InlineData("aud", "[\"https://management.azure.com/\"]")]
    [InlineData("iss", "[]")]
    public void A_signed_token_with_a_claim_of_another_form_is_refused(string claim, string value)
    {
        ArmException refused = Assert.Throws<ArmException>(() => CheckSigned("HS256", claim, value));

        Assert.Equal(401, refused.Status);
    }

    [Fact]
    public void Times_may_have_fractions_and_another_algorithm_is_refused()
    {
        Assert.Equal("me", CheckSigned("HS256", "exp", "4000000000.5").ObjectId);
        Assert.Equal("me", CheckSigned("HS256", "nbf", "null").ObjectId);
        Assert.Equal(401, Assert.Throws<ArmException>(() => CheckSigned("none", "oid", "\"me\"")).Status);
    }

    private static Caller CheckSigned(string algorithm, string claim, string value)
    {
        byte[] key = [1, 2, 3];
        AccessToken tokens = new(key, TimeProvider.System, "t");
        JsonObject claims = JsonNode
            .Parse(
                """{"aud":"https://management.azure.com/","iss":"https://sts.windows.net/t/","tid":"t","oid":"me","exp":4000000000,"nbf":1}"""
            )!
            .AsObject();
        claims[claim] = JsonNode.Parse(value);
        string signed = $"{Encode($$"""{"alg":"{{algorithm}}"}""")}.{Encode(claims.ToJsonString())}";
        byte[] signature = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed));
        return tokens.Check($"Bearer {signed}.{Base64Url.EncodeToString(signature)}", "https://management.azure.com/");
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task A_token_whose_claims_were_changed_is_refused_and_not_repeated()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string[] good = arm.Server.IssueToken("https://management.azure.com/", "x", TimeSpan.FromHours(1)).Split('.');
        string[] other = arm.Server.IssueToken("https://management.azure.com/", "y", TimeSpan.FromHours(1)).Split('.');
        string forged = $"{good[0]}.{other[1]}.{good[2]}";

        Answer answer = await arm.SendAsync(
            "GET",
            Path,
            null,
            null,
            r => r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", forged)
        );

        Assert.Equal((401, "InvalidAuthenticationToken"), (answer.Status, answer.Code));
        Assert.DoesNotContain(other[1], answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_principal_without_a_role_is_refused_with_the_action_it_lacks()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string stranger = Guid.NewGuid().ToString();
        Answer answer = await arm.SendAsync(
            "PUT",
            $"{LocalArm.Subscription}/resourceGroups/x",
            """{"location":"eastus2"}""",
            "2024-03-01",
            r => r.Headers.Authorization = arm.Bearer(stranger)
        );
        Assert.Equal((403, "AuthorizationFailed"), (answer.Status, answer.Code));
        Assert.Contains(
            "Microsoft.Resources/subscriptions/resourceGroups/write",
            answer.Message,
            StringComparison.Ordinal
        );
    }
}
