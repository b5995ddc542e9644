using System.Diagnostics;
using System.Globalization;
using CliWrap;
using Jumpbox.Customizer;

namespace Jumpbox.Rehearsal;

/// <summary>
/// Runs steps as Packer's shell provisioner does: the lines as one file below <c>/bin/sh -e</c>, uploaded to
/// <c>/tmp</c>, made executable, run by the signed-in user, taken away afterwards. Source: Packer, shell provisioner,
/// <c>execute_command</c>, <c>inline_shebang</c>, <c>remote_path</c>.
/// </summary>
/// <param name="sandbox">Where they run.</param>
/// <param name="say">Takes which step runs.</param>
internal sealed class StepRunner(ISandbox sandbox, Action<string> say)
{
    private int _number = 1000;

    /// <summary>Runs steps until one fails.</summary>
    /// <returns>Whether all succeeded.</returns>
    public async Task<bool> RunAllAsync(
        string kind,
        IReadOnlyList<CustomizerStep> list,
        RehearsalLog log,
        List<RehearsedStep> done,
        CancellationToken cancellation
    )
    {
        long began = Stopwatch.GetTimestamp();
        foreach (CustomizerStep step in list)
        {
            say($"{kind}: {step.Name}");
            RehearsedStep ran = await RunAsync(kind, step, log, cancellation);
            done.Add(ran);
            if (ran.ExitCode != 0)
            {
                log.Failed(ran.ExitCode, Stopwatch.GetElapsedTime(began));
                return false;
            }
        }
        return true;
    }

    private async Task<RehearsedStep> RunAsync(
        string kind,
        CustomizerStep step,
        RehearsalLog log,
        CancellationToken cancellation
    )
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"/tmp/script_{_number++}.sh");
        log.Starting(file);
        long began = Stopwatch.GetTimestamp();
        string text = string.Concat("#!/bin/sh -e\n", string.Join('\n', step.Inline), "\n");
        CommandResult uploaded = await sandbox
            .Command(SandboxSetting.Builder, "/bin/sh", "-c", "umask 022; cat >\"$1\"", "sh", file)
            .WithStandardInputPipe(PipeSource.FromString(text))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(log.Error))
            .ExecuteAsync(cancellation);
        if (!uploaded.IsSuccess)
        {
            return Ran(uploaded.ExitCode);
        }
        CommandResult result = await sandbox
            .Command(
                SandboxSetting.Builder,
                "/bin/sh",
                "-c",
                $"cd; chmod +x {file}; PACKER_BUILDER_TYPE='azure-arm' PACKER_BUILD_NAME='azure-arm' {file}"
            )
            .WithStandardOutputPipe(PipeTarget.ToDelegate(log.Output))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(log.Error))
            .ExecuteAsync(cancellation);
        RehearsedStep ran = Ran(result.ExitCode);
        _ = await sandbox.Command(SandboxSetting.Builder, "rm", "-f", "--", file).ExecuteAsync(cancellation);
        if (ran.ExitCode == 0)
        {
            // Packer does not say that of a provisioner that failed.
            log.Ending();
        }
        return ran;

        RehearsedStep Ran(int code) =>
            new(kind, step.Name, Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 3), code);
    }
}
