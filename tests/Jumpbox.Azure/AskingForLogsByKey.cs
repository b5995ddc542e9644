using System.Collections.Concurrent;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>The storage of several builds under an account that has no data role: the token is refused once, and not once for each.</summary>
public sealed class AskingForLogsByKey
{
    private const string Sub = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Nothing =
        """<?xml version="1.0"?><EnumerationResults><Blobs></Blobs><NextMarker/></EnumerationResults>""";

    // How each storage account was asked.
    private readonly ConcurrentQueue<string> _asked = new();
    private Uri? _endpoint;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_builds_storage_is_asked_by_its_key_at_once()
    {
        await ReadTwoAsync(hasRoleOnSecond: false, hasKeyOfSecond: true);

        Assert.Equal(["sta Bearer", "sta key", "sta SharedKey", "stb key", "stb SharedKey"], _asked);
    }

    [Fact]
    public async Task One_whose_key_is_refused_is_asked_with_the_token_all_the_same()
    {
        await ReadTwoAsync(hasRoleOnSecond: true, hasKeyOfSecond: false);

        Assert.Equal(["sta Bearer", "sta key", "sta SharedKey", "stb key", "stb Bearer"], _asked);
    }

    [Fact]
    public async Task One_that_refuses_both_is_reported_with_what_to_grant()
    {
        AzureFailure refused = await Assert.ThrowsAsync<AzureFailure>(() =>
            ReadTwoAsync(hasRoleOnSecond: false, hasKeyOfSecond: false)
        );

        Assert.Contains("Storage Blob Data Reader", refused.Message);
    }

    private async Task ReadTwoAsync(bool hasRoleOnSecond, bool hasKeyOfSecond)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                string[] path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
                bool isSecond = context.Request.Path.Value.Contains("stb", StringComparison.Ordinal);
                if (path[^1] == "storageAccounts")
                {
                    string name = path[3] == "IT_a" ? "sta" : "stb";
                    return context.Response.WriteAsync(
                        $$$"""{"value":[{"id":"{{{context.Request.Path}}}/{{{name}}}","properties":{"primaryEndpoints":{"blob":"{{{_endpoint}}}{{{name}}}"} } } ]}""",
                        Cancel
                    );
                }
                bool asksForKey = path[^1] == "listKeys";
                string scheme = asksForKey ? "key" : $"{context.Request.Headers.Authorization}".Split(' ')[0];
                _asked.Enqueue($"{(isSecond ? "stb" : "sta")} {scheme}");
                bool refuses = scheme switch
                {
                    "key" => isSecond && !hasKeyOfSecond,
                    "Bearer" => !(isSecond && hasRoleOnSecond),
                    _ => false,
                };
                context.Response.StatusCode = refuses ? 403 : 200;
                context.Response.ContentType = asksForKey ? "application/json" : "application/xml";
                return context.Response.WriteAsync(
                    asksForKey
                        ? refuses
                            ? """{"error":{"code":"AuthorizationFailed","message":"no"}}"""
                            : """{"keys":[{"keyName":"key1","value":"bm90IGEga2V5"}]}"""
                        : refuses
                            ? "<Error><Code>AuthorizationPermissionMismatch</Code><Message>no</Message></Error>"
                            : Nothing,
                    Cancel
                );
            }
        );
        _endpoint = arm.Endpoint;
        using AzureSession connection = arm.Session();
        foreach (string group in (string[])["IT_a", "IT_b"])
        {
            AzureSession image = connection.Beside(new AzureSessionOptions());
            Assert.Empty(
                await image.BuildLogs.ListStoredAsync(ResourceId.Parse($"{Sub}/resourceGroups/{group}"), Cancel)
            );
        }
    }
}
