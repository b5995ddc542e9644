using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>A running <c>--target=Serve</c> and a plain HTTP client that its ready file let in.</summary>
internal sealed class ServedProcess : IDisposable
{
    private readonly Process _process;
    private readonly PrintedLines _printed;
    private readonly X509Certificate2 _authority;

    private ServedProcess(Process process, JsonObject ready, PrintedLines printed)
    {
        _process = process;
        _printed = printed;
        Ready = ready;
        _authority = X509Certificate2.CreateFromPem(
            File.ReadAllText(ready["certificateAuthority"]!.GetValue<string>())
        );
        SocketsHttpHandler handler = new() { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { _authority },
        };
        Client = new HttpClient(handler) { BaseAddress = new Uri(ready["endpoint"]!.GetValue<string>()) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            ready["managementToken"]!.GetValue<string>()
        );
    }

    public JsonObject Ready { get; }

    public HttpClient Client { get; }

    /// <summary>All that it printed, once it has ended.</summary>
    public Task<string> Output => _printed.All;

    public int Id => _process.Id;

    public string Subscription => $"/subscriptions/{Ready["subscriptionId"]}";

    public static async Task<ServedProcess> StartAsync(PipelineRun pipeline, params string[] arguments)
    {
        string readyFile = Path.Combine(pipeline.Artifacts, "secrets", "serve.json");
        if (File.Exists(readyFile))
        {
            File.Delete(readyFile);
        }
        Process process = pipeline.Start("Serve", arguments);
        PrintedLines printed = new(process.StandardOutput);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        for (int tries = 0; !File.Exists(readyFile); tries++)
        {
            if (process.HasExited)
            {
                Assert.Fail($"Serve ended: {await printed.All}{await errors}");
            }
            if (tries == 900)
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"Serve did not become ready within 90 seconds: {await printed.All}{await errors}");
            }
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        return new ServedProcess(
            process,
            JsonNode.Parse(await File.ReadAllTextAsync(readyFile, TestContext.Current.CancellationToken))!.AsObject(),
            printed
        );
    }

    /// <summary>The lines that it has printed, up to the first one with a word; waits for that line.</summary>
    public Task<IReadOnlyList<string>> PrintedUntilAsync(string word) =>
        _printed.UntilAsync(word, TestContext.Current.CancellationToken);

    /// <summary>PUT with a JSON body; the status.</summary>
    public async Task<int> PutAsync(string path, string json)
    {
        using StringContent content = new(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Client.PutAsync(new Uri(path, UriKind.Relative), content);
        return (int)answer.StatusCode;
    }

    /// <summary>GET; the status.</summary>
    public async Task<int> GetAsync(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return (int)answer.StatusCode;
    }

    /// <summary>Ends it at once, as the machine's owner or a lack of memory does.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Ctrl+C.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        using Process interrupt = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await interrupt.WaitForExitAsync();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        _authority.Dispose();
        if (!_process.HasExited)
        {
            Kill();
        }
        _process.Dispose();
    }
}
