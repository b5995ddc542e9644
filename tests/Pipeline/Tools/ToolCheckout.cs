using System.Diagnostics;
using Jumpbox.Tests.Tools;
using Jumpbox.Tools;

namespace Pipeline.Tests.Tools;

/// <summary>
/// A checkout of its own, with the compiled program, the settings and the pins, on a network in which every publisher is the
/// local server. The catalogue is the shipped one with the test's key in the publishers' place.
/// </summary>
internal sealed class ToolCheckout : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("jumpbox-checkout-").FullName;
    private readonly ConnectProxy _proxy;

    private ToolCheckout(PublisherWorld world)
    {
        World = world;
        _proxy = new ConnectProxy(world.Server.Port);
        string built = Path.Combine(
            Repository.Root,
            "build/Build/bin",
            AppContext.BaseDirectory.Contains("Debug", StringComparison.Ordinal) ? "Debug" : "Release",
            "net10.0"
        );
        FolderCopy.Create(built, Path.Combine(_root, "program"));
        File.WriteAllText(Path.Combine(_root, "jumpbox.slnx"), "");
        File.Copy(SampleSettings.File, Path.Combine(_root, "jumpbox.json"));
        _ = Directory.CreateDirectory(Path.Combine(_root, "scripts"));
        string catalogue = File.ReadAllText(Path.Combine(SampleSettings.Root, ToolCatalogue.DefaultPath));
        foreach (ToolDefinition tool in ToolCatalogue.Parse(catalogue).Tools)
        {
            foreach (
                string fingerprint in new[] { tool.Signature?.Fingerprint, tool.Apt?.Fingerprint }.OfType<string>()
            )
            {
                catalogue = catalogue.Replace(fingerprint, world.Key.Fingerprint, StringComparison.Ordinal);
            }
        }
        File.WriteAllText(Path.Combine(_root, ToolCatalogue.DefaultPath), catalogue);
        File.WriteAllText(Path.Combine(_root, "ca.pem"), world.Server.CertificatePem);
    }

    public PublisherWorld World { get; }

    public string LockFile => Path.Combine(_root, ToolLock.DefaultPath);

    public string Store => Path.Combine(_root, "store");

    public static async Task<ToolCheckout> CreateAsync(ToolLock pins)
    {
        ToolCheckout checkout = new(await PublisherWorld.StartAsync());
        pins.Save(checkout.LockFile);
        return checkout;
    }

    public string Artifact(string name) => Path.Combine(_root, "artifacts", name);

    public async Task<RunResult> RunAsync(string target, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = _root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            string argument in (string[])
                [Path.Combine(_root, "program", "Build.dll"), $"--target={target}", .. arguments]
        )
        {
            start.ArgumentList.Add(argument);
        }
        foreach (string name in new[] { "TF_BUILD", "GITHUB_ACTIONS", "CI", "GITHUB_API_URL", "NO_PROXY", "no_proxy" })
        {
            _ = start.Environment.Remove(name);
        }
        MarkedSecrets.Give(start);
        start.Environment["HTTPS_PROXY"] = start.Environment["https_proxy"] = _proxy.Address;
        start.Environment["SSL_CERT_FILE"] = Path.Combine(_root, "ca.pem");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(limit.Token);
        return new RunResult(process.ExitCode, await output, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        _proxy.Dispose();
        await World.DisposeAsync();
        MarkedSecrets.End(_root, Path.Combine(_root, "artifacts"));
    }
}
