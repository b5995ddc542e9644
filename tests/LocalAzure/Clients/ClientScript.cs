using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LocalAzure.Tests.Clients;

/// <summary>A script in another language that uses Microsoft's clients against the server and ends with 0 if all went well.</summary>
internal static class ClientScript
{
    /// <summary>A folder beside this file.</summary>
    public static string Folder(string name) => Path.Combine(Path.GetDirectoryName(Here())!, name);

    /// <summary>Runs it with the address, the tokens and the certificate in the environment.</summary>
    public static async Task RunAsync(LocalArm arm, string program, string folder, string script)
    {
        string certificate = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                certificate,
                arm.Server.CertificateAuthority.ExportCertificatePem(),
                TestContext.Current.CancellationToken
            );
            (int code, string output) = await OutputAsync(Start(arm, program, folder, script, certificate));
            Assert.True(code == 0, output);
        }
        finally
        {
            File.Delete(certificate);
        }
    }

    /// <summary>Whether a program runs and ends with 0.</summary>
    public static async Task<bool> SucceedsAsync(string program, params string[] arguments)
    {
        if (!File.Exists(program))
        {
            return false;
        }
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return (await OutputAsync(start)).Code == 0;
    }

    private static ProcessStartInfo Start(
        LocalArm arm,
        string program,
        string folder,
        string script,
        string certificate
    )
    {
        ProcessStartInfo start = new(program, [script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string Token(string audience) =>
            arm.Server.IssueToken(audience, arm.Server.OperatorPrincipalId, TimeSpan.FromHours(1));
        start.Environment["NODE_EXTRA_CA_CERTS"] = certificate;
        start.Environment["REQUESTS_CA_BUNDLE"] = certificate;
        start.Environment["LOCALAZURE_ENDPOINT"] = arm.Server.Endpoint.GetLeftPart(UriPartial.Authority);
        start.Environment["LOCALAZURE_TOKEN"] = Token("https://management.azure.com/");
        start.Environment["LOCALAZURE_STORAGE_TOKEN"] = Token("https://storage.azure.com/");
        start.Environment["LOCALAZURE_PRINCIPAL"] = arm.Server.OperatorPrincipalId;
        start.Environment["LOCALAZURE_SUBSCRIPTION"] = LocalArm.Subscription.Split('/')[^1];
        foreach (string proxy in (string[])["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"])
        {
            start.Environment.Remove(proxy);
        }
        return start;
    }

    private static async Task<(int Code, string Output)> OutputAsync(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
