using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>Text that is no Unicode, such as an emoji cut in two: the character is replaced, and the run continues.</summary>
public sealed class ReadingBrokenText
{
    private const string Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Group = $"/subscriptions/{Subscription}/resourceGroups/rg";
    private static readonly DeploymentRequest Empty = new(new JsonObject { ["resources"] = new JsonArray() }, []);
    private static readonly ResourceId Template = ResourceId.Parse(
        $"{Group}/providers/Microsoft.VirtualMachineImages/imageTemplates/imgt-x"
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(@"ok \ud83d", "ok \ufffd")]
    [InlineData(@"\ude00 ok", "\ufffd ok")]
    [InlineData(@"\ud83d\ud83d\ude00", "\ufffd\U0001f600")]
    [InlineData(@"\uD83Dx\uDE00", "\ufffdx\ufffd")]
    [InlineData(@"\ud83d\n", "\ufffd\n")]
    [InlineData(@"\ud83d\u0041", "\ufffdA")]
    [InlineData(@"\ud83d\ude00", "\U0001f600")]
    [InlineData(@"C:\\ud83d", @"C:\ud83d")]
    public async Task A_tag_keeps_all_but_the_broken_character(string json, string text)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
                context.Response.WriteAsync($$$"""{"id":"{{{Group}}}","name":"rg","tags":{"a":"{{{json}}}"}}""")
        );
        using AzureSession session = arm.Session();

        ResourceGroup? group = await session.ResourceGroups.GetAsync(Subscription, "rg", Cancel);

        Assert.Equal(text, group?.Tags["a"]);
    }

    [Fact]
    public async Task A_name_with_a_broken_character_is_read_and_written_again()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) => context.Response.WriteAsync("""{"a\ud83d":{"b":"\ude00"}}""")
        );
        using AzureSession session = arm.Session();

        JsonObject? body = await session.GetAsync(Group, "1", Cancel);

        Assert.Equal("\ufffd", (string?)body?["a\ufffd"]?["b"]);
        Assert.Contains("b", body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_replaced_too()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
                WriteAsync(
                    context,
                    [
                        .. "{\"id\":\""u8,
                        .. Encoding.UTF8.GetBytes(Group),
                        .. "\",\"name\":\"r"u8,
                        0xF0,
                        0x9F,
                        .. "g\"}"u8,
                    ]
                )
        );
        using AzureSession session = arm.Session();

        Assert.Equal("r\ufffdg", (await session.ResourceGroups.GetAsync(Subscription, "rg", Cancel))?.Name);
    }

    [Fact]
    public async Task A_finished_build_is_seen_as_finished()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
                context.Response.WriteAsync(
                    $$$"""
                    {"id":"{{{Template}}}","properties":{"provisioningState":"Succeeded",
                    "lastRunStatus":{"runState":"Succeeded","message":"ok \ud83d","startTime":"2026-01-01T00:00:00Z"} } }
                    """
                )
        );
        using AzureSession session = arm.Session();

        ImageTemplate? template = await session.ImageTemplates.GetAsync(Template, Cancel);

        Assert.Equal(RunState.Succeeded, template?.LastRun.State);
        Assert.Equal("ok \ufffd", template?.LastRun.Message);
    }

    [Fact]
    public async Task A_refusal_keeps_its_code_and_its_message()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                context.Response.StatusCode = 403;
                return context.Response.WriteAsync(
                    """{"error":{"code":"AuthorizationFailed","message":"no \ud83d","details":[{"code":"X","message":"{\"error\":{\"code\":\"Y\",\"message\":\"deep \\ud83d\"}}"}]}}"""
                );
            }
        );
        using AzureSession session = arm.Session();

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.ResourceGroups.GetAsync(Subscription, "rg", Cancel)
        );

        Assert.Equal(("AuthorizationFailed", "no \ufffd"), (failure.Code, failure.Fault.Message));
        Assert.Equal(new AzureFaultDetail("Y", "deep \ufffd"), Assert.Single(failure.Fault.Details));
    }

    [Fact]
    public async Task An_operation_goes_on_over_it()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                context.Response.StatusCode = count == 1 ? 201 : 200;
                context.Response.Headers["Azure-AsyncOperation"] = $"https://{context.Request.Host}/op";
                return context.Response.WriteAsync(
                    count switch
                    {
                        1 => """{"note":"\ud83d"}""",
                        2 => """{"status":"Running\ud83d"}""",
                        3 => """{"status":"Succeeded","note":"\ud83d"}""",
                        _ => """{"properties":{"provisioningState":"Succeeded","note":"\ud83d"}}""",
                    }
                );
            }
        );
        using AzureSession session = arm.Session();

        Deployment deployment = await session.Deployments.PutAsync(Group, "d", Empty, Cancel);

        Assert.NotNull(deployment);
    }

    [Fact]
    public async Task A_list_of_marketplace_versions_is_read()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) => context.Response.WriteAsync("""[{"name":"1.0\ud83d"}]""")
        );
        using AzureSession session = arm.Session();

        Assert.Equal(
            ["1.0\ufffd"],
            await session.Compute.ListImageVersionsAsync(Subscription, "eastus2", "p", "o", "s", Cancel)
        );
    }

    private static Task WriteAsync(HttpContext context, byte[] bytes) =>
        context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
}
