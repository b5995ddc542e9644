using System.Diagnostics;
using System.Globalization;
using CliWrap;
using Jumpbox.Customizer;

namespace Jumpbox.Rehearsal;

/// <summary>
/// Runs steps like Packer's shell provisioner: the lines as one file below <c>/bin/sh -e</c>, uploaded to <c>/tmp</c>, made
/// executable, run by the signed-in user, then deleted. Source: Packer, shell provisioner, <c>execute_command</c>,
/// <c>inline_shebang</c>, <c>remote_path</c>.
/// </summary>
/// <param name="sandbox">The sandbox.</param>
/// <param name="around">What the machine is like.</param>
/// <param name="say">Receives the running step.</param>
internal sealed class StepRunner(ISandbox sandbox, Surroundings around, Action<string> say)
{
    private int _number = around.FirstScript;

    /// <summary>Runs steps until one fails.</summary>
    /// <returns>Whether all succeeded.</returns>
    public async Task<bool> RunAllAsync(
        string kind,
        IReadOnlyList<CustomizerStep> list,
        RehearsalLog log,
        List<RehearsedStep> done,
        CancellationToken cancellationToken
    )
    {
        long began = Stopwatch.GetTimestamp();
        foreach (CustomizerStep step in list)
        {
            say($"{kind}: {step.Name}");
            RehearsedStep ran = await RunAsync(kind, step, log, cancellationToken);
            done.Add(ran);
            if (ran.ExitCode != 0)
            {
                log.Failed(ran.ExitCode, Stopwatch.GetElapsedTime(began));
                return false;
            }
        }
        return true;
    }

    /// <summary>Runs one step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="starting">Receives the path of the uploaded file.</param>
    /// <param name="output">Receives a line of its standard output.</param>
    /// <param name="error">Receives a line of its standard error.</param>
    /// <param name="cancellationToken">Cancels the wait; the step ends with the sandbox.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExecuteAsync(
        CustomizerStep step,
        Action<string> starting,
        Action<string> output,
        Action<string> error,
        CancellationToken cancellationToken
    )
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"/tmp/script_{_number++}.sh");
        starting(file);
        string text = string.Concat("#!/bin/sh -e\n", string.Join('\n', step.Inline), "\n");
        CommandResult uploaded = await sandbox
            .Command(SandboxSetting.Builder, "/bin/sh", "-c", "umask 022; cat >\"$1\"", "sh", file)
            .WithStandardInputPipe(PipeSource.FromString(text))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(error))
            .ExecuteAsync(cancellationToken);
        if (!uploaded.IsSuccess)
        {
            return uploaded.ExitCode;
        }
        CommandResult result = await sandbox
            .Command(
                SandboxSetting.Builder,
                "/bin/sh",
                "-c",
                $"cd; umask {around.Umask}; chmod +x {file}; PACKER_BUILDER_TYPE='azure-arm' PACKER_BUILD_NAME='azure-arm' {file}"
            )
            .WithStandardOutputPipe(PipeTarget.ToDelegate(output))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(error))
            .ExecuteAsync(cancellationToken);
        _ = await sandbox.Command(SandboxSetting.Builder, "rm", "-f", "--", file).ExecuteAsync(cancellationToken);
        return result.ExitCode;
    }

    private async Task<RehearsedStep> RunAsync(
        string kind,
        CustomizerStep step,
        RehearsalLog log,
        CancellationToken cancellationToken
    )
    {
        long began = Stopwatch.GetTimestamp();
        int code = await ExecuteAsync(step, log.Starting, log.Output, log.Error, cancellationToken);
        double seconds = Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 3);
        if (code == 0)
        {
            // Packer does not print this for a provisioner that failed.
            log.Ending();
        }
        return new RehearsedStep(kind, step.Name, seconds, code);
    }
}
