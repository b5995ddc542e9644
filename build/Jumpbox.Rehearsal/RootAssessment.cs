using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CliWrap;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Assessing;

namespace Jumpbox.Rehearsal;

/// <summary>Has a finished root file system assessed by a program of this machine.</summary>
/// <param name="sandbox">The sandbox, of which a copy is assessed.</param>
/// <param name="time">The clock.</param>
internal sealed class RootAssessment(ISandbox sandbox, TimeProvider time)
{
    /// <summary>The assessor's own results, beside <c>assessment.json</c>.</summary>
    public const string Results = "assessment.xccdf.xml";

    private const int MostSaid = 64 * 1024;
    private const int MostBytes = 256 * 1024 * 1024;

    // The rules about a kernel ask for this package; the root file system of a rehearsal has no kernel.
    private const string Kernel = "linux-base";

    /// <summary>Runs the assessor, and writes both files.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">The steps that created the root file system.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<Assessment> RunAsync(
        AssessmentRequest request,
        CustomizerPlan plan,
        CancellationToken cancellationToken
    )
    {
        string kept = Path.Combine(request.Output, Results);
        File.Delete(kept);
        AssessedSubject subject = new(
            sandbox.Base,
            request.Hardening,
            request.OptOuts,
            AssessedSubject.Digest(plan.ToJson())
        );
        // A copy, so that the file that is evaluated is the one whose hash is written down.
        byte[] content = await File.ReadAllBytesAsync(request.ContentPath, cancellationToken);
        (string, string) file = (
            Path.GetFileName(request.ContentPath),
            Convert.ToHexStringLower(SHA256.HashData(content))
        );
        Assessment assessment;
        if (await sandbox.CopyAsync(cancellationToken) is not { } view)
        {
            AssessorEnd none = new(
                0,
                "",
                NotStarted: "programs of this machine cannot see into a container; use --engine=root or rootless"
            );
            assessment = OpenScapReading.Read(subject, file, none, null, time.GetUtcNow());
        }
        else
        {
            bool standsIn = await StandInAsync(view, cancellationToken);
            string data = Path.Combine(view.Folder, "content-ds.xml");
            string results = Path.Combine(view.Folder, Results);
            await File.WriteAllBytesAsync(data, content, cancellationToken);
            AssessorEnd ended = await EvaluateAsync(request, subject, view, data, results, cancellationToken);
            await using FileStream? written = PlainResults(results);
            assessment = OpenScapReading.Read(subject, file, ended, written, time.GetUtcNow());
            if (standsIn && assessment.Trouble is null)
            {
                assessment = assessment with
                {
                    NotShown =
                    [
                        .. assessment.NotShown,
                        $"the kernel: the root file system has none, so {Kernel} was added to the assessor's list of packages; otherwise the "
                            + "rules about a system with a kernel would not have been looked at",
                    ],
                };
            }
            if (written is not null)
            {
                written.Position = 0;
                await using FileStream copy = File.Create(kept);
                await written.CopyToAsync(copy, cancellationToken);
            }
        }
        assessment.WriteTo(Path.Combine(request.Output, EvidenceFiles.Assessment));
        return assessment;
    }

    private static async Task<AssessorEnd> EvaluateAsync(
        AssessmentRequest request,
        AssessedSubject subject,
        OutsideView view,
        string data,
        string results,
        CancellationToken cancellationToken
    )
    {
        string apt = Path.Combine(view.Folder, "apt.conf");
        // This machine's own configuration of apt would decide otherwise what oscap sees of the packages, and apt would start the root
        // file system's dpkg to ask for the architecture. Source: OpenSCAP pull request 2046.
        await File.WriteAllTextAsync(
            apt,
            "Dir::Etc::Parts \"/dev/null\";\nDir::Etc::Main \"/dev/null\";\nDir::Etc::SourceList \"/dev/null\";\n"
                + $"Dir::Etc::SourceParts \"/dev/null\";\nAPT::Architectures {{ \"{AssessmentRequest.Architecture}\"; }};\n",
            cancellationToken
        );
        string[] command =
        [
            "setsid",
            "--wait",
            .. view.Enter,
            "env",
            "-i",
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL=C",
            "TZ=UTC",
            $"APT_CONFIG={apt}",
            $"OSCAP_PROBE_ROOT={view.Root}",
            "prlimit",
            string.Create(CultureInfo.InvariantCulture, $"--fsize={MostBytes}"),
            request.Program,
            "xccdf",
            "eval",
            "--profile",
            subject.XccdfProfile,
            "--results",
            results,
            data,
        ];
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Limit);
        StringBuilder said = new();
        try
        {
            CommandResult ended = await Cli.Wrap(command[0])
                .WithArguments(command[1..])
                .WithStandardErrorPipe(Beginning(said))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(limit.Token);
            return new AssessorEnd(ended.ExitCode, said.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AssessorEnd(0, said.ToString(), TimedOut: true);
        }
        catch (Win32Exception missing)
        {
            return new AssessorEnd(0, "", NotStarted: missing.Message);
        }
    }

    // The rest is read, too, so that the program can end.
    private static PipeTarget Beginning(StringBuilder said) =>
        PipeTarget.Create(
            async (stream, cancellationToken) =>
            {
                using StreamReader reader = new(stream, leaveOpen: true);
                char[] part = new char[4096];
                for (int read = 1; read > 0; )
                {
                    read = await reader.ReadAsync(part, cancellationToken);
                    _ = said.Append(part, 0, Math.Min(read, MostSaid - said.Length));
                }
            }
        );

    // What is no ordinary file was not written by it.
    private static FileStream? PlainResults(string path) =>
        new FileInfo(path) is { Exists: true, LinkTarget: null, Length: > 0 } ? File.OpenRead(path) : null;

    // Whether the package was added to the copy.
    private static async Task<bool> StandInAsync(OutsideView view, CancellationToken cancellationToken)
    {
        string[] command =
        [
            .. view.Enter,
            "/bin/sh",
            "-ec",
            "if grep -qx 'Package: linux-base' \"$1\"; then exit 1; fi; printf '%s' \"$2\" >>\"$1\"",
            "sh",
            $"{view.Root}/var/lib/dpkg/status",
            $"\nPackage: {Kernel}\nStatus: install ok installed\nMaintainer: none\nArchitecture: all\nVersion: 0\n"
                + "Description: stands for the kernel of the image\n",
        ];
        CommandResult added = await Cli.Wrap(command[0])
            .WithArguments(command[1..])
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellationToken);
        return added.IsSuccess;
    }
}
