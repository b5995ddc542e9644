using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LocalAzure.Tests.Clients;

/// <summary>Microsoft's JavaScript clients against the server. They need Node.js and an `npm ci` beside the script.</summary>
public sealed class JavaScriptTests
{
    [Fact]
    public async Task Microsofts_JavaScript_clients_create_read_update_list_and_delete()
    {
        string folder = Path.Combine(Path.GetDirectoryName(Here())!, "javascript");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(folder, "node_modules")),
            "The JavaScript clients are not installed; run npm ci in tests/LocalAzure/Clients/javascript."
        );
        await using LocalArm arm = await LocalArm.StartAsync();
        string certificate = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                certificate,
                arm.Server.CertificateAuthority.ExportCertificatePem(),
                TestContext.Current.CancellationToken
            );
            (int code, string? output) = await RunAsync(arm, folder, certificate);
            Assert.True(code == 0, output);
        }
        finally
        {
            File.Delete(certificate);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(LocalArm arm, string folder, string certificate)
    {
        ProcessStartInfo start = new("node", ["exercise.mjs"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string Token(string audience) =>
            arm.Server.IssueToken(audience, arm.Server.OperatorPrincipalId, TimeSpan.FromHours(1));
        start.Environment["NODE_EXTRA_CA_CERTS"] = certificate;
        start.Environment["LOCALAZURE_ENDPOINT"] = arm.Server.Endpoint.GetLeftPart(UriPartial.Authority);
        start.Environment["LOCALAZURE_TOKEN"] = Token("https://management.azure.com/");
        start.Environment["LOCALAZURE_STORAGE_TOKEN"] = Token("https://storage.azure.com/");
        start.Environment["LOCALAZURE_PRINCIPAL"] = arm.Server.OperatorPrincipalId;
        start.Environment["LOCALAZURE_SUBSCRIPTION"] = LocalArm.Subscription.Split('/')[^1];
        foreach (string proxy in new[] { "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy" })
        {
            start.Environment.Remove(proxy);
        }
        using Process node = Process.Start(start)!;
        Task<string> output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (node.ExitCode, await output + await errors);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
