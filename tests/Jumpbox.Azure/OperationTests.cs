using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

public sealed class OperationTests
{
    private const string Sub = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private static readonly DeploymentRequest Empty = new(new JsonObject { ["resources"] = new JsonArray() }, []);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployment_is_polled_to_its_end_and_read_back_with_its_outputs()
    {
        await using ScriptedArm arm = await DeployingArm(polls: 3);
        using AzureSession session = arm.Session();

        Deployment deployment = await session.Deployments.PutAsync($"{Sub}/resourceGroups/rg", "d", Empty, Cancel);

        Assert.Equal("hello", deployment.Text("greeting"));
        Assert.Equal(3, arm.Requests.Count(request => request.EndsWith("/operations/op1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_token_has_the_form_that_the_SDK_reads()
    {
        await using ScriptedArm arm = await DeployingArm(polls: 1);
        using AzureSession session = arm.Session();

        ArmOperation begun = await session.Deployments.StartAsync($"{Sub}/resourceGroups/rg", "d", Empty, Cancel);

        JsonObject token = JsonNode.Parse(begun.Token!)!.AsObject();
        Assert.Equal(
            [
                "version",
                "id",
                "requestMethod",
                "initialUri",
                "nextRequestUri",
                "headerSource",
                "finalStateVia",
                "lastKnownLocation",
            ],
            token.Select(part => part.Key)
        );
        Assert.Equal("AzureAsyncOperation", token["headerSource"]!.GetValue<string>());
        Assert.DoesNotContain("op1", begun.ToString());
    }

    [Fact]
    public async Task A_poll_address_on_another_host_is_refused_before_the_token_goes_there()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                context.Response.StatusCode = 201;
                context.Response.Headers["Azure-AsyncOperation"] = "https://evil.example/operations/op1";
                return Task.CompletedTask;
            }
        );
        using AzureSession session = arm.Session();

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.Deployments.StartAsync($"{Sub}/resourceGroups/rg", "d", Empty, Cancel)
        );

        Assert.Equal("ForeignAddress", failure.Code);
        Assert.Contains("evil.example", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_deployment_names_the_resource_that_failed()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            async (context, _) =>
            {
                if (context.Request.Method == "PUT")
                {
                    context.Response.StatusCode = 201;
                    context.Response.Headers["Azure-AsyncOperation"] = $"https://{context.Request.Host}/operations/op1";
                    return;
                }
                string error = """
                    {"code":"DeploymentFailed","message":"At least one resource deployment operation failed.","details":[
                    {"code":"Conflict","message":"{\"error\":{\"code\":\"BadPIRSource\",\"message\":\"no such image\"}}"}]}
                    """;
                bool poll = context.Request.Path.StartsWithSegments("/operations");
                await context.Response.WriteAsync(
                    poll
                        ? """{"status":"Failed","error":{"code":"DeploymentFailed","message":"At least one failed."}}"""
                        : """{"id":"/d","name":"d","properties":{"provisioningState":"Failed","error":ERROR}}""".Replace(
                            "ERROR",
                            error,
                            StringComparison.Ordinal
                        )
                );
            }
        );
        using AzureSession session = arm.Session();

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.Deployments.PutAsync($"{Sub}/resourceGroups/rg", "d", Empty, Cancel)
        );

        Assert.Contains("BadPIRSource: no such image", failure.Message, StringComparison.Ordinal);
    }

    private static Task<ScriptedArm> DeployingArm(int polls)
    {
        int polled = 0;
        return ScriptedArm.StartAsync(
            async (context, _) =>
            {
                if (context.Request.Method == "PUT")
                {
                    context.Response.StatusCode = 201;
                    context.Response.Headers["Azure-AsyncOperation"] =
                        $"https://{context.Request.Host}/operations/op1?api-version=1&t=1&c=signed";
                    await context.Response.WriteAsync("""{"properties":{"provisioningState":"Accepted"}}""");
                }
                else if (context.Request.Path.StartsWithSegments("/operations"))
                {
                    string status = Interlocked.Increment(ref polled) >= polls ? "Succeeded" : "Running";
                    await context.Response.WriteAsync($$"""{"status":"{{status}}"}""");
                }
                else
                {
                    await context.Response.WriteAsync(
                        """
                        {"id":"/d","name":"d","properties":{"provisioningState":"Succeeded",
                        "outputs":{"greeting":{"type":"String","value":"hello"}}}}
                        """
                    );
                }
            }
        );
    }
}
