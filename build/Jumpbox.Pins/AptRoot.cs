using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Files;

namespace Jumpbox.Pins;

/// <summary>
/// An empty machine for apt, which knows one archive: this machine's own apt runs in a folder, with no configuration, state or
/// package of this machine. It resolves dependencies; what it reads was verified before.
/// </summary>
internal sealed class AptRoot : IDisposable
{
    private static readonly string[] Folders =
    [
        "etc/apt/apt.conf.d",
        "etc/apt/preferences.d",
        "etc/apt/trusted.gpg.d",
        "etc/apt/sources.list.d",
        "var/lib/apt/lists/partial",
        "var/cache/apt/archives/partial",
        "archive",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-apt-").FullName;

    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>, whatever this machine has.</param>
    public AptRoot(string architecture)
    {
        foreach (string folder in Folders)
        {
            _ = Directory.CreateDirectory(Path.Combine(_folder, folder));
        }
        AtomicFile.Write(Path.Combine(_folder, "status"), "");
        // Source of the options: apt.conf(5). Recommended packages are left out, as the step in the build VM does. A snapshot may
        // be older than its indexes say that they are valid.
        AtomicFile.Write(
            Config,
            $$"""
            Dir "{{_folder}}";
            Dir::State::status "{{_folder}}/status";
            APT::Architecture "{{architecture}}";
            APT::Architectures { "{{architecture}}"; };
            APT::Sandbox::User "root";
            APT::Install-Recommends "false";
            Acquire::Languages "none";
            Acquire::Check-Valid-Until "false";

            """
        );
    }

    private string Config => Path.Combine(_folder, "apt.conf");

    /// <summary>Adds a file of the archive.</summary>
    /// <param name="path">Its path below the archive's address.</param>
    /// <param name="content">Its verified bytes.</param>
    public void Add(string path, byte[] content) => AtomicFile.Write(Path.Combine(_folder, "archive", path), content);

    /// <summary>Reads the indexes of the archive.</summary>
    /// <param name="suites">The suites, with pockets.</param>
    /// <param name="components">The components.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="PinSourceException">apt cannot read them, or there is no apt.</exception>
    public async Task OpenAsync(
        IEnumerable<string> suites,
        IReadOnlyList<string> components,
        CancellationToken cancellationToken
    )
    {
        StringBuilder sources = new();
        foreach (string suite in suites)
        {
            // The signatures were verified with the pinned key; this machine may not have the archive's keyring.
            _ = sources.Append($"deb [trusted=yes] file:{_folder}/archive {suite} {string.Join(' ', components)}\n");
        }
        AtomicFile.Write(Path.Combine(_folder, "etc/apt/sources.list"), sources.ToString());
        BufferedCommandResult read = await RunAsync("apt-get", ["-q", "update"], cancellationToken);
        if (read.ExitCode != 0)
        {
            throw new PinSourceException($"apt cannot read the archive's indexes: {Errors(read)}");
        }
    }

    /// <summary>Simulates an installation on the empty machine.</summary>
    /// <param name="names">The packages.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>apt's output, and what it objects to or null.</returns>
    public async Task<(string Output, string? Objection)> SimulateAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        BufferedCommandResult run = await RunAsync(
            "apt-get",
            ["-q", "--simulate", "install", .. names],
            cancellationToken
        );
        return (run.StandardOutput, run.ExitCode == 0 ? null : Errors(run));
    }

    /// <summary>The entry of a package in the indexes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<string> ShowAsync(string name, string version, CancellationToken cancellationToken) =>
        (await RunAsync("apt-cache", ["show", $"{name}={version}"], cancellationToken)).StandardOutput;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<BufferedCommandResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithEnvironmentVariables(variables => variables.Set("APT_CONFIG", Config).Set("LC_ALL", "C.UTF-8"))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new PinSourceException(
                $"Ubuntu packages are resolved by apt, and {program} is not installed here: run Update on Ubuntu or Debian, in a "
                    + "container of one, or in the pipeline."
            );
        }
    }

    // apt's own sentences, without those about itself.
    private static string Errors(BufferedCommandResult run)
    {
        string[] lines =
        [
            .. $"{run.StandardOutput}\n{run.StandardError}"
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line =>
                    line.StartsWith("E: ", StringComparison.Ordinal) || line.Contains(" : ", StringComparison.Ordinal)
                )
                .Select(line => line.StartsWith("E: ", StringComparison.Ordinal) ? line[3..] : line),
        ];
        return lines.Length == 0 ? $"it ended with exit code {run.ExitCode}" : string.Join("; ", lines.Distinct());
    }
}
