using Azure.Identity;
using Jumpbox.Azure.SignIn;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests.SignIn;

public sealed class GitHubAssertionTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task GitHub_is_asked_as_the_job_for_an_assertion_that_Azure_takes()
    {
        string? authorization = null;
        await using ScriptedArm gitHub = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                authorization = context.Request.Headers.Authorization;
                return context.Response.WriteAsJsonAsync(new { value = $"{context.Request.Query["audience"]}" });
            }
        );

        string assertion = await AskAsync(gitHub, "token");

        Assert.Equal("api://AzureADTokenExchange", assertion);
        Assert.Equal("Bearer marked-secret-token", authorization);
    }

    [Fact]
    public async Task The_query_of_the_address_is_kept()
    {
        await using ScriptedArm gitHub = await ScriptedArm.StartAsync(
            (context, _) => context.Response.WriteAsJsonAsync(new { value = context.Request.QueryString.Value })
        );

        string assertion = await AskAsync(gitHub, "token?api-version=2.0");

        Assert.Equal("?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange", assertion);
    }

    [Fact]
    public async Task Each_assertion_is_a_fresh_one()
    {
        await using ScriptedArm gitHub = await ScriptedArm.StartAsync(
            (context, count) => context.Response.WriteAsJsonAsync(new { value = $"assertion-{count}" })
        );
        using HttpClientHandler handler = Trusting(gitHub);
        GitHubAssertion assertion = new(new Uri(gitHub.Endpoint, "token"), "marked-secret-token", handler);

        Assert.Equal("assertion-1", await assertion.GetAsync(Cancel));
        Assert.Equal("assertion-2", await assertion.GetAsync(Cancel));
    }

    [Theory]
    [InlineData(403, """{"value":"assertion"}""")]
    [InlineData(500, "")]
    [InlineData(200, """{"other":"assertion"}""")]
    [InlineData(200, """["assertion"]""")]
    public async Task An_answer_without_an_assertion_is_a_failed_sign_in(int status, string body)
    {
        await using ScriptedArm gitHub = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                context.Response.StatusCode = status;
                return context.Response.WriteAsync(body);
            }
        );

        AuthenticationFailedException failure = await Assert.ThrowsAsync<AuthenticationFailedException>(() =>
            AskAsync(gitHub, "token")
        );

        Assert.Contains($"{status}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("marked-secret-token", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(ScriptedArm gitHub, string path)
    {
        using HttpClientHandler handler = Trusting(gitHub);
        return await new GitHubAssertion(new Uri(gitHub.Endpoint, path), "marked-secret-token", handler).GetAsync(
            Cancel
        );
    }

    private static HttpClientHandler Trusting(ScriptedArm gitHub) =>
        new()
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Issuer == gitHub.Authority.Subject,
        };
}
