using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>
/// The same server under another name stands for another host: what arrives at <c>localhost</c> has carried our token away.
/// </summary>
public sealed class RefusingForeignOrigins
{
    private const string Sub = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Group = $"/subscriptions/{Sub}/resourceGroups/rg";
    private static readonly DeploymentRequest Empty = new(new JsonObject { ["resources"] = new JsonArray() }, []);
    private readonly ConcurrentQueue<string> _stolen = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Azure-AsyncOperation", 200)]
    [InlineData("Azure-AsyncOperation", 202)]
    [InlineData("Location", 202)]
    public async Task A_poll_answer_that_names_another_host_gets_no_token_there(string header, int status)
    {
        await using ScriptedArm arm = await StartAsync(
            (context, _) =>
            {
                bool begins = context.Request.Method == "PUT";
                context.Response.StatusCode = begins ? 202 : status;
                context.Response.Headers[header] = begins ? Ours(context, "op1") : Theirs(context, "op1");
                return begins ? Task.CompletedTask : context.Response.WriteAsync("""{"status":"Running"}""");
            }
        );
        using AzureSession session = arm.Session();

        await RefusedAsync(() => session.Deployments.PutAsync(Group, "d", Empty, Cancel));
    }

    [Fact]
    public async Task A_next_link_to_another_host_gets_no_token_there()
    {
        await using ScriptedArm arm = await StartAsync(
            (context, _) =>
                context.Response.WriteAsync($$"""{"value":[{"id":"a"}],"nextLink":"{{Theirs(context, "page2")}}"}""")
        );
        using AzureSession session = arm.Session();

        await RefusedAsync(async () => await session.ListAsync($"{Group}/x", "1", Cancel).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_to_another_host_is_not_followed(int status)
    {
        await using ScriptedArm arm = await StartAsync(
            (context, _) =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = Theirs(context, "moved");
                return Task.CompletedTask;
            }
        );
        using AzureSession session = arm.Session();

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() => session.GetAsync(Group, "1", Cancel));

        Assert.Equal(status, failure.Status);
        Assert.Empty(_stolen);
    }

    [Fact]
    public async Task A_storage_account_elsewhere_gets_no_token()
    {
        await using ScriptedArm arm = await StartAsync(
            (context, _) =>
                context.Response.WriteAsync(
                    $$"""
                    {"value":[{"id":"{{Group}}/providers/Microsoft.Storage/storageAccounts/a",
                    "properties":{"primaryEndpoints":{"blob":"{{Theirs(context, "a")}}"} } }]}
                    """
                )
        );
        using AzureSession session = arm.Session();

        await RefusedAsync(() => session.BuildLogs.ListStoredAsync(ResourceId.ForGroup(Sub, "rg"), Cancel));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_storage_answer_that_redirects_is_not_followed(int status)
    {
        await using ScriptedArm arm = await StartAsync(
            (context, _) =>
            {
                if (context.Request.Path.StartsWithSegments("/a"))
                {
                    context.Response.StatusCode = status;
                    context.Response.Headers.Location = Theirs(context, "blobs");
                    return Task.CompletedTask;
                }
                return context.Response.WriteAsync(
                    $$"""
                    {"value":[{"id":"{{Group}}/providers/Microsoft.Storage/storageAccounts/a",
                    "properties":{"primaryEndpoints":{"blob":"{{Ours(context, "a")}}"} } }]}
                    """
                );
            }
        );
        using AzureSession session = arm.Session();

        await Assert.ThrowsAsync<AzureFailure>(() =>
            session.BuildLogs.ListStoredAsync(ResourceId.ForGroup(Sub, "rg"), Cancel)
        );
        Assert.Empty(_stolen);
    }

    [Fact]
    public async Task What_is_shown_of_an_address_is_its_origin_only()
    {
        await using ScriptedArm arm = await StartAsync(
            (context, _) =>
            {
                context.Response.StatusCode = 202;
                context.Response.Headers.Location = "https://user:secret@evil.example/op?sig=secret";
                return Task.CompletedTask;
            }
        );
        using AzureSession session = arm.Session();

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.Deployments.PutAsync(Group, "d", Empty, Cancel)
        );

        Assert.Contains("https://evil.example", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(Func<Task> act)
    {
        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(act);
        Assert.Equal("ForeignAddress", failure.Code);
        Assert.Contains("localhost", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsTransient);
        Assert.Empty(_stolen);
    }

    private Task<ScriptedArm> StartAsync(Func<HttpContext, int, Task> answer) =>
        ScriptedArm.StartAsync(
            (context, count) =>
            {
                if (context.Request.Host.Host == "localhost")
                {
                    _stolen.Enqueue($"{context.Request.Path}: {context.Request.Headers.Authorization}");
                }
                return answer(context, count);
            }
        );

    private static string Ours(HttpContext context, string path) => $"https://{context.Request.Host}/{path}";

    private static string Theirs(HttpContext context, string path) =>
        $"https://localhost:{context.Request.Host.Port}/{path}";
}
