using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>Responses about a deployment that no resource manager sends say what was odd about them.</summary>
public sealed class ReadingOddDeployments
{
    private const string Group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_was_accepted_without_a_word_and_does_not_exist_is_not_called_finished()
    {
        AzureFailure failure = await FailAsync(
            (context, count) =>
            {
                context.Response.StatusCode = count == 1 ? 200 : 404;
                return Task.CompletedTask;
            }
        );

        Assert.Equal("BrokenAnswer", failure.Code);
        Assert.Contains("the deployment does not exist", failure.Message, StringComparison.Ordinal);
        Assert.Contains("What to do: Run the same command again.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_that_no_operation_has_is_told()
    {
        AzureFailure failure = await FailAsync(
            (context, count) =>
            {
                context.Response.StatusCode = count == 1 ? 201 : 999;
                context.Response.Headers["Azure-AsyncOperation"] = $"https://{context.Request.Host}/op";
                return count == 1 ? context.Response.WriteAsync("{}", Cancel) : Task.CompletedTask;
            }
        );

        Assert.Equal("BrokenAnswer", failure.Code);
        Assert.Contains("999", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<AzureFailure> FailAsync(Func<HttpContext, int, Task> answer)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(answer);
        using AzureSession session = arm.Session(
            new AzureSessionOptions
            {
                PollDelay = new NoDelay(),
                RetryDelay = new NoDelay(),
                RetryBudget = TimeSpan.FromMilliseconds(20),
            }
        );
        DeploymentRequest request = new(new JsonObject { ["resources"] = new JsonArray() }, []);

        return await Assert.ThrowsAsync<AzureFailure>(() => session.Deployments.PutAsync(Group, "d", request, Cancel));
    }
}
