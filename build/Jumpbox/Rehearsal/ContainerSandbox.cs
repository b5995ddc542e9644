using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;

namespace Jumpbox.Rehearsal;

/// <summary>A sandbox that is a container. Its first process ends with this program's hold on its standard input.</summary>
internal sealed class ContainerSandbox : ISandbox
{
    private readonly string _program;
    private readonly string _container;
    private readonly Process _holder;
    private readonly RunFolder _run;

    private ContainerSandbox(string program, string container, Process holder, RunFolder run, string description)
    {
        _program = program;
        _container = container;
        _holder = holder;
        _run = run;
        Base = description;
    }

    public string Base { get; }

    public string Exchange => Path.Combine(_run.Path, "shared");

    /// <exception cref="RehearsalException">The container did not start.</exception>
    public static async Task<ContainerSandbox> OpenAsync(
        string program,
        ContainerRecipe recipe,
        RunFolder run,
        SandboxSetting setting,
        CancellationToken cancellation
    )
    {
        string name = $"jumpbox-{Path.GetFileName(run.Path)}";
        string bundle = await ReadAsync(program, recipe, "/etc/ssl/certs/ca-certificates.crt", cancellation);
        string release = await ReadAsync(program, recipe, "/etc/os-release", cancellation);
        run.Prepare(
            bundle,
            "/etc/apt/sources.list.d/ubuntu.sources",
            setting with
            {
                // Without a route to anywhere, the known hosts have to be on the loopback.
                Hosts = setting.Hosts.ToDictionary(
                    host => host.Key,
                    host => host.Value == SandboxSetting.SiteAddress ? Loopback : SilentLoopback
                ),
            }
        );
        Process holder = Process.Start(
            new ProcessStartInfo(program, Arguments(name, recipe, run, setting))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        Task<string> errors = holder.StandardError.ReadToEndAsync(CancellationToken.None);
        ContainerSandbox sandbox = new(program, name, holder, run, BaseCache.Describe(release.Split('\n')));
        string? line = await holder.StandardOutput.ReadLineAsync(cancellation);
        if (line != "READY")
        {
            await sandbox.DisposeAsync();
            throw new RehearsalException($"The container could not be started: {line} {(await errors).Trim()}");
        }
        return sandbox;
    }

    /// <summary>The arguments that start the container and keep it until standard input ends.</summary>
    public static IReadOnlyList<string> Arguments(
        string name,
        ContainerRecipe recipe,
        RunFolder run,
        SandboxSetting setting
    )
    {
        List<string> arguments = ["run", "--rm", "--interactive", "--name", name, "--hostname", "jumpbox-rehearsal"];
        arguments.AddRange(["--volume", $"{run.Path}/shared:{SandboxSetting.SharedFolder}"]);
        foreach ((string file, string place) in run.Laid)
        {
            arguments.AddRange(["--volume", $"{file}:{place}"]);
        }
        if (setting.Closed)
        {
            arguments.AddRange(["--network", "none", "--cap-add", "NET_RAW"]);
        }
        arguments.AddRange([recipe.Image, "/bin/sh", "-c", setting.Closed ? $"{Relay}{Wait}" : Wait]);
        return arguments;
    }

    public Command Command(string user, params IEnumerable<string> command) =>
        Cli.Wrap(_program)
            .WithArguments([
                "exec",
                "--interactive",
                "--user",
                user,
                _container,
                "/usr/bin/env",
                "-i",
                .. SandboxEnvironment.Of(user),
                .. command,
            ])
            .WithValidation(CommandResultValidation.None);

    public async Task<IReadOnlyList<ChangedFile>> ChangesAsync(CancellationToken cancellation)
    {
        BufferedCommandResult changes = await Cli.Wrap(_program)
            .WithArguments(["diff", _container])
            .ExecuteBufferedAsync(cancellation);
        return
        [
            .. changes
                .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => new ChangedFile(line[0] == 'D' ? "deleted" : "file", 0, line[2..]))
                .OrderBy(change => change.Path, StringComparer.Ordinal),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        // What the container's root wrote may be nobody else's to delete.
        _ = await Command("root", "/bin/sh", "-c", $"rm -f {SandboxSetting.SharedFolder}/*").ExecuteAsync();
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync(CancellationToken.None);
        _holder.Dispose();
        _run.Dispose();
        await RunFolder.RemoveAsync(_run.Path, Identity.Root, CancellationToken.None);
    }

    private const string Loopback = "127.0.0.1";
    private const string SilentLoopback = "127.0.0.2";

    private static readonly string Wait = "echo READY; while read -r _; do :; done";

    private static readonly string Relay =
        $"cd {SandboxSetting.SharedFolder}; perl relay.pl . {Loopback} {SilentLoopback} $(cat ports) >relay.log 2>&1 </dev/null & "
        + $"for i in $(seq 100); do [ -e {SandboxSetting.SharedFolder}/relaying ] || sleep 0.05; done; ";

    private static async Task<string> ReadAsync(
        string program,
        ContainerRecipe recipe,
        string file,
        CancellationToken cancellation
    ) =>
        (
            await Cli.Wrap(program)
                .WithArguments(["run", "--rm", "--network", "none", recipe.Image, "cat", file])
                .ExecuteBufferedAsync(cancellation)
        ).StandardOutput;
}
