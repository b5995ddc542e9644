using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>A template with a staging group and a storage account, whose storage a test writes.</summary>
internal static class StagedLogs
{
    private const string Group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/IT_x";
    private static readonly ResourceId Template = ResourceId.ForResource(
        "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
        "rg",
        "Microsoft.VirtualMachineImages/imageTemplates",
        "imgt-x"
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Downloads the logs of the template.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="storage">Answers the requests to the storage account.</param>
    /// <param name="options">Those of the session.</param>
    public static async Task<LogDownloadOutcome> DownloadAsync(
        string folder,
        Func<HttpContext, Task> storage,
        AzureSessionOptions? options = null
    )
    {
        Uri? endpoint = null;
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                string path = context.Request.Path.Value ?? "";
                return path.Contains("imageTemplates", StringComparison.OrdinalIgnoreCase)
                        ? context.Response.WriteAsync(
                            $$$"""{"id":"{{{Template}}}","name":"imgt-x","properties":{"exactStagingResourceGroup":"{{{Group}}}"} }""",
                            Cancel
                        )
                    : path.EndsWith("/storageAccounts", StringComparison.OrdinalIgnoreCase)
                        ? context.Response.WriteAsync(
                            $$$"""{"value":[{"id":"{{{Group}}}/providers/Microsoft.Storage/storageAccounts/st","properties":{"primaryEndpoints":{"blob":"{{{endpoint}}}st"} } } ]}""",
                            Cancel
                        )
                    : storage(context);
            }
        );
        endpoint = arm.Endpoint;
        using AzureSession session = arm.Session(options);
        return await new LogDownload(session).TryDownloadAsync(Template, null, folder, Cancel);
    }
}
