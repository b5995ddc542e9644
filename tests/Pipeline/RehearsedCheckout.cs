using System.Diagnostics;
using Jumpbox.Rehearsal;
using Jumpbox.Tests.Rehearsal;
using Jumpbox.Tools;

namespace Pipeline.Tests;

/// <summary>A copy of the checkout whose lock and catalogue pin a synthetic mirror, so that the real program can rehearse it.</summary>
internal sealed class RehearsedCheckout : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("jumpbox-checkout-").FullName;

    public RehearsedCheckout()
    {
        string program = Path.GetDirectoryName(Repository.Program)!;
        foreach (string part in (string[])["scripts", "templates", Path.GetRelativePath(Repository.Root, program)])
        {
            FolderCopy.Create(Path.Combine(Repository.Root, part), Path.Combine(_root, part));
        }
        File.Copy(Path.Combine(Repository.Root, "jumpbox.slnx"), Path.Combine(_root, "jumpbox.slnx"));
        File.Copy(SampleSettings.File, Path.Combine(_root, "jumpbox.json"));
        Mirror.Pins.Lock.Save(Path.Combine(_root, ToolLock.DefaultPath));
        string catalogue = Path.Combine(_root, ToolCatalogue.DefaultPath);
        string genuine = ToolPins.Load(SampleSettings.Root).Catalogue.Find("azure-cli")!.Apt!.Fingerprint;
        File.WriteAllText(
            catalogue,
            File.ReadAllText(catalogue)
                .Replace(genuine, Mirror.Tool("azure-cli").Apt!.Fingerprint, StringComparison.Ordinal)
        );
    }

    public SyntheticMirror Mirror { get; } = new();

    public string Root => _root;

    /// <summary>Pins another version of a tool, which the mirror has from now on.</summary>
    public void Release(string name, string version)
    {
        Mirror.Release(name, version);
        Mirror.Pins.Lock.Save(Path.Combine(_root, ToolLock.DefaultPath));
    }

    public string Artifacts => Path.Combine(_root, "artifacts");

    /// <summary>Skips the test where no engine of this machine can rehearse.</summary>
    public static async Task RequireEngineAsync(CancellationToken cancellationToken)
    {
        using SyntheticMirror mirror = new();
        RehearsalRequest request = RehearsalRequest.For(mirror.Settings, mirror.Pins, Repository.Root) with
        {
            Mirror = mirror.Folder,
        };
        string?[] obstacles = await Task.WhenAll(
            RehearsalEngines.All().Select(engine => engine.ObstacleAsync(request, cancellationToken))
        );
        if (obstacles.All(obstacle => obstacle is not null))
        {
            Assert.Skip(string.Join("; ", obstacles));
        }
    }

    public Task<RunResult> RunAsync(string target, params string[] arguments) => RunWithAsync([], target, arguments);

    /// <summary>Runs a target through another command, which makes another machine of this one.</summary>
    public async Task<RunResult> RunWithAsync(IReadOnlyList<string> command, string target, params string[] arguments)
    {
        string program = Path.Combine(_root, Path.GetRelativePath(Repository.Root, Repository.Program));
        string[] words =
        [
            .. command,
            "dotnet",
            program,
            $"--target={target}",
            $"--offline={Mirror.Folder}",
            "--set=tools.yq=true",
            .. arguments,
        ];
        ProcessStartInfo start = new(words[0], words[1..])
        {
            WorkingDirectory = _root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        MarkedSecrets.Give(start);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new RunResult(process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        Mirror.Dispose();
        MarkedSecrets.End(_root, Artifacts);
    }
}
