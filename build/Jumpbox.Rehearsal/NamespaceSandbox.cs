using System.Diagnostics;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace Jumpbox.Rehearsal;

/// <summary>
/// A sandbox of Linux namespaces over a folder: an overlay as the root, processes, mounts and, if the network is closed, a
/// separate network. The first process ends with this program, and everything else with it.
/// </summary>
internal sealed class NamespaceSandbox : ISandbox
{
    private readonly Process _holder;
    private readonly Identity _identity;
    private readonly RunFolder _run;
    private readonly string _first;
    private readonly Surroundings _around;

    private NamespaceSandbox(
        Process holder,
        Identity identity,
        RunFolder run,
        string first,
        Surroundings around,
        string description
    )
    {
        _holder = holder;
        _identity = identity;
        _run = run;
        _first = first;
        _around = around;
        Base = description;
    }

    public string Base { get; }

    public string Exchange => Path.Combine(_run.Path, "shared");

    /// <exception cref="RehearsalException">The kernel refuses part of it.</exception>
    public static async Task<NamespaceSandbox> OpenAsync(
        RootFileSystem root,
        RunFolder run,
        Identity identity,
        SandboxSetting setting,
        CancellationToken cancellationToken
    )
    {
        string trust = await File.ReadAllTextAsync(root.Folder + RunFolder.TrustBundle, cancellationToken);
        run.Prepare(trust, "/etc/apt/sources.list", setting);
        ProcessStartInfo start = new("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            string argument in (string[])
                [
                    "/bin/sh",
                    run.Script("hold.sh"),
                    run.Path,
                    identity.Word,
                    run.Script("enter.sh"),
                    run.Path,
                    setting.Closed ? "closed" : "open",
                    root.Folder,
                    setting.Around.HostName,
                ]
        )
        {
            start.ArgumentList.Add(argument);
        }
        Process holder = Process.Start(start)!;
        Task<string> errors = holder.StandardError.ReadToEndAsync(CancellationToken.None);
        string? line;
        try
        {
            line = await holder.StandardOutput.ReadLineAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(holder, run);
            throw;
        }
        if (line?.StartsWith("READY ", StringComparison.Ordinal) != true)
        {
            await EndAsync(holder, run);
            throw new RehearsalException(
                $"The sandbox could not be created: {line?.Replace("STOP ", "", StringComparison.Ordinal)} {(await errors).Trim()}"
            );
        }
        return new NamespaceSandbox(holder, identity, run, line["READY ".Length..], setting.Around, root.Description);
    }

    public Command Command(string user, params IEnumerable<string> command) =>
        Cli.Wrap("setsid")
            .WithArguments([
                "--wait",
                "nsenter",
                "--target",
                _first,
                .. _identity.Enter,
                "--mount",
                "--uts",
                "--ipc",
                "--net",
                "--pid",
                "--",
                "/usr/bin/env",
                "-i",
                .. SandboxEnvironment.Of(user, _around),
                "setpriv",
                $"--reuid={user}",
                $"--regid={user}",
                "--init-groups",
                "--",
                .. command,
            ])
            .WithValidation(CommandResultValidation.None);

    public async Task<IReadOnlyList<ChangedFile>> ChangesAsync(CancellationToken cancellationToken)
    {
        string[] owner = _identity.Enter.Count == 0 ? [] : ["nsenter", "--target", _first, .. _identity.Enter, "--"];
        string[] find =
        [
            .. owner,
            "find",
            Path.Combine(_run.Path, "upper"),
            "-mindepth",
            "1",
            "-printf",
            @"%y\t%s\t/%P\0",
        ];
        BufferedCommandResult found = await Cli.Wrap(find[0])
            .WithArguments(find[1..])
            .ExecuteBufferedAsync(cancellationToken);
        return
        [
            .. found
                .StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('\t', 3))
                .Select(part => new ChangedFile(Kind(part[0]), Size(part), part[2]))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    public async ValueTask DisposeAsync() => await EndAsync(_holder, _run);

    private static async Task EndAsync(Process holder, RunFolder run)
    {
        holder.StandardInput.Close();
        await holder.WaitForExitAsync(CancellationToken.None);
        holder.Dispose();
        run.Dispose();
    }

    // The overlay represents a deletion as a device.
    private static string Kind(string letter) =>
        letter switch
        {
            "d" => "folder",
            "l" => "link",
            "c" => "deleted",
            _ => "file",
        };

    private static long Size(string[] part) => part[0] == "f" ? long.Parse(part[1], CultureInfo.InvariantCulture) : 0;
}

/// <summary>An unpacked, read-only base for overlays.</summary>
/// <param name="Folder">The absolute path.</param>
/// <param name="Description">The description for the log: distribution, release, code name.</param>
/// <param name="Suite">The code name, for example <c>noble</c>.</param>
internal sealed record RootFileSystem(string Folder, string Description, string Suite);
