using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>Everything that a client can list in the LocalAzure of an artifacts folder, asked over HTTPS as served.</summary>
internal static class WorldListing
{
    private static readonly string[] Lists =
    [
        "resourceGroups?api-version=2021-04-01",
        "resources?api-version=2021-04-01",
        "providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01",
        "providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01&$filter=type eq 'CustomRole'",
    ];

    /// <summary>The ids of all resources, in order.</summary>
    public static async Task<string[]> OfAsync(PipelineRun pipeline)
    {
        string readyFile = Path.Combine(pipeline.Artifacts, "serve.json");
        File.Delete(readyFile);
        using Process server = pipeline.Start("Serve");
        try
        {
            for (int tries = 0; !File.Exists(readyFile); tries++)
            {
                Assert.True(tries < 600 && !server.HasExited, "Serve did not become ready.");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
            return await ReadAsync(JsonNode.Parse(await File.ReadAllTextAsync(readyFile))!.AsObject());
        }
        finally
        {
            using Process interrupt = Process.Start("kill", ["-INT", $"{server.Id}"]);
            await interrupt.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (!server.WaitForExit(TimeSpan.FromSeconds(30)))
            {
                server.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task<string[]> ReadAsync(JsonObject ready)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile((string)ready["certificateAuthority"]!);
        using SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        using HttpClient client = new(handler);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            (string)ready["managementToken"]!
        );
        string subscription =
            $"{(string)ready["endpoint"]!}".TrimEnd('/') + $"/subscriptions/{ready["subscriptionId"]}/";
        List<string> ids = [];
        foreach (string list in Lists)
        {
            string body = await client.GetStringAsync(
                new Uri(subscription + list),
                TestContext.Current.CancellationToken
            );
            JsonObject page = JsonNode.Parse(body)!.AsObject();
            Assert.Null(page["nextLink"]);
            ids.AddRange(page["value"]!.AsArray().Select(item => (string)item!["id"]!));
        }
        return [.. ids.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
    }
}
