using System.Text.Encodings.Web;
using System.Text.Json;
using CliWrap;
using Jumpbox.Evidence.Log;
using Jumpbox.Files;

namespace Jumpbox.Rehearsal;

/// <summary>The output folder of a rehearsal: logs, lists and a summary.</summary>
internal sealed class RehearsalOutput
{
    public const string Customization = "customization.log";
    public const string Validation = "validation.log";

    /// <summary>The folder of the second rehearsal of two.</summary>
    public const string Second = "second";

    private static readonly string[] Files =
    [
        Customization,
        Validation,
        "rehearsal.json",
        "changed-files.txt",
        "packages.txt",
        "root.tar",
        TwiceOutput.Summary,
        TwiceOutput.List,
    ];

    private const int MostUnknown = 20;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _folder;
    private readonly Guid _run = Guid.NewGuid();

    public RehearsalOutput(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        foreach (string name in Files)
        {
            File.Delete(At(name));
        }
        if (Directory.Exists(At(Second)))
        {
            Directory.Delete(At(Second), recursive: true);
        }
    }

    /// <summary>The text of a file for programs.</summary>
    public static string Json(object content) => JsonSerializer.Serialize(content, Options) + "\n";

    public RehearsalLog Log(string name, TimeProvider time, Action<string> show) => new(At(name), _run, time, show);

    /// <summary>Why the steps failed, parsed from the failing step's log.</summary>
    public LogFailure? Failure() =>
        CustomizationLog
            .Parse(File.ReadAllText(File.Exists(At(Validation)) ? At(Validation) : At(Customization)), ended: true)
            .Failure;

    public void Write(RehearsalResult result)
    {
        AtomicFile.Write(
            At("changed-files.txt"),
            Lines(result.Changes.Select(file => FormattableString.Invariant($"{file.Kind}\t{file.Size}\t{file.Path}")))
        );
        AtomicFile.Write(At("packages.txt"), Lines(result.Packages));
        var summary = new
        {
            SchemaVersion = 1,
            result.Succeeded,
            result.Engine,
            result.Base,
            SandboxSeconds = Math.Round(result.SandboxSeconds, 3),
            result.Steps,
            result.Reached,
            result.NotAsked,
            result.Findings,
            result.NotShown,
            ChangedFiles = result.Changes.Count,
            Packages = result.Packages.Count,
            SourceDateEpoch = result.Epoch,
            result.TreeDigest,
            TreeUnknown = result.TreeUnknown.Take(MostUnknown),
        };
        AtomicFile.Write(At("rehearsal.json"), Json(summary));
    }

    /// <exception cref="RehearsalException">The tar could not be written.</exception>
    public async Task KeepAsync(ISandbox sandbox, CancellationToken cancellationToken)
    {
        CommandResult packed = await sandbox
            .Command("root", "tar", "--one-file-system", "--numeric-owner", "-C", "/", "-cf", "-", ".")
            .WithStandardOutputPipe(PipeTarget.ToFile(At("root.tar")))
            .ExecuteAsync(cancellationToken);
        if (!packed.IsSuccess)
        {
            throw new RehearsalException($"{At("root.tar")} is incomplete: tar exited with code {packed.ExitCode}.");
        }
    }

    private static string Lines(IEnumerable<string> lines) =>
        string.Concat(lines.Select(line => line + Environment.NewLine));

    private string At(string name) => Path.Combine(_folder, name);
}
