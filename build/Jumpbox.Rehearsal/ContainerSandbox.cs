using System.Diagnostics;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace Jumpbox.Rehearsal;

/// <summary>A sandbox in a container. Its first process ends when this program closes its standard input.</summary>
internal sealed class ContainerSandbox : ISandbox
{
    private readonly string _program;
    private readonly string _container;
    private readonly Process _holder;
    private readonly RunFolder _run;
    private readonly Surroundings _around;

    private ContainerSandbox(
        string program,
        string container,
        Process holder,
        RunFolder run,
        Surroundings around,
        string description
    )
    {
        _program = program;
        _container = container;
        _holder = holder;
        _run = run;
        _around = around;
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
        CancellationToken cancellationToken
    )
    {
        string name = $"jumpbox-{Path.GetFileName(run.Path)}";
        string bundle = await ReadAsync(program, recipe, "/etc/ssl/certs/ca-certificates.crt", cancellationToken);
        string release = await ReadAsync(program, recipe, "/etc/os-release", cancellationToken);
        run.Prepare(
            bundle,
            "/etc/apt/sources.list.d/ubuntu.sources",
            setting with
            {
                // Without any route, the known hosts must be on the loopback interface.
                Hosts = setting.Hosts.ToDictionary(
                    host => host.Key,
                    host => host.Value == SandboxSetting.SiteAddress ? Loopback : SilentLoopback
                ),
            }
        );
        Process holder = Process.Start(
            new ProcessStartInfo(
                "setsid",
                ["/bin/sh", run.Script("contain.sh"), run.Path, program, .. Arguments(name, recipe, run, setting)]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        Task<string> errors = holder.StandardError.ReadToEndAsync(CancellationToken.None);
        ContainerSandbox sandbox = new(
            program,
            name,
            holder,
            run,
            setting.Around,
            BaseCache.Describe(release.Split('\n'))
        );
        string? line = await holder.StandardOutput.ReadLineAsync(cancellationToken);
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
        List<string> arguments =
        [
            "run",
            "--rm",
            "--interactive",
            "--name",
            name,
            "--hostname",
            setting.Around.HostName,
        ];
        // As on a VM: nothing below it is part of the image.
        arguments.AddRange(["--tmpfs", "/run:mode=0755"]);
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
                .. SandboxEnvironment.Of(user, _around),
                .. command,
            ])
            .WithValidation(CommandResultValidation.None);

    public async Task<IReadOnlyList<ChangedFile>> ChangesAsync(CancellationToken cancellationToken)
    {
        BufferedCommandResult changes = await Cli.Wrap(_program)
            .WithArguments(["diff", _container])
            .ExecuteBufferedAsync(cancellationToken);
        (char How, string Path)[] all =
        [
            .. changes
                .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => (line[0], line[2..]))
                .Where(change => !IsOfTheSandbox(change.Item2)),
        ];
        BufferedCommandResult there = await Command("root", "xargs", "-0", "-r", "stat", "--printf", @"%F\t%s\t%n\0")
            .WithStandardInputPipe(
                PipeSource.FromString(
                    string.Concat(all.Where(change => change.How != 'D').Select(change => change.Path + '\0'))
                )
            )
            .ExecuteBufferedAsync(cancellationToken);
        return
        [
            .. there
                .StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('\t', 3))
                .Select(part => new ChangedFile(Kind(part[0]), Size(part), part[2]))
                .Concat(
                    all.Where(change => change.How == 'D').Select(change => new ChangedFile("deleted", 0, change.Path))
                )
                .OrderBy(change => change.Path, StringComparer.Ordinal),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync(CancellationToken.None);
        _holder.Dispose();
        _run.Dispose();
    }

    // The engine also lists mount points.
    private bool IsOfTheSandbox(string path) =>
        path is "/run" or "/dev" or "/proc" or "/sys"
        || path.StartsWith("/run/", StringComparison.Ordinal)
        || _run.Laid.Any(file => file.Place == path);

    private static string Kind(string word) =>
        word switch
        {
            "directory" => "folder",
            "symbolic link" => "link",
            _ => "file",
        };

    private static long Size(string[] part) =>
        Kind(part[0]) == "file" ? long.Parse(part[1], CultureInfo.InvariantCulture) : 0;

    private const string Loopback = "127.0.0.1";
    private const string SilentLoopback = "127.0.0.2";

    // Files that it wrote may be deletable by the container's root only.
    private const string Wait = $"echo READY; while read -r _; do :; done; rm -f {SandboxSetting.SharedFolder}/*";

    private const string Relay =
        $"cd {SandboxSetting.SharedFolder}; perl relay.pl . {Loopback} {SilentLoopback} $(cat ports) >relay.log 2>&1 </dev/null & "
        + $"for i in $(seq 100); do [ -e {SandboxSetting.SharedFolder}/relaying ] || sleep 0.05; done; ";

    private static async Task<string> ReadAsync(
        string program,
        ContainerRecipe recipe,
        string file,
        CancellationToken cancellationToken
    ) =>
        (
            await Cli.Wrap(program)
                .WithArguments(["run", "--rm", "--network", "none", recipe.Image, "cat", file])
                .ExecuteBufferedAsync(cancellationToken)
        ).StandardOutput;
}
