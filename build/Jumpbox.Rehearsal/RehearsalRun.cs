using System.Diagnostics;
using CliWrap.Buffered;

namespace Jumpbox.Rehearsal;

/// <summary>Really runs the steps of a plan in a throwaway root file system on this machine, like the build VM.</summary>
/// <param name="engines">The engines in order of preference.</param>
/// <param name="time">The clock of the logs.</param>
/// <param name="say">Receives the progress, line by line.</param>
public sealed class RehearsalRun(IReadOnlyList<IRehearsalEngine> engines, TimeProvider time, Action<string> say)
{
    /// <summary>Runs the steps, and writes logs and lists to the request's output folder.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels it; only files already written to the output folder are left.</param>
    /// <returns>The result, including failures of steps.</returns>
    /// <exception cref="RehearsalException">No engine can be used, or the sandbox failed.</exception>
    public async Task<RehearsalResult> RunAsync(RehearsalRequest request, CancellationToken cancellationToken)
    {
        request.Assess?.Require();
        IRehearsalEngine engine = await EngineChoice.ChooseAsync(engines, request, say, cancellationToken);
        RehearsalOutput output = new(request.Output);
        using RehearsalLog customization = output.Log(RehearsalOutput.Customization, time, say);

        long began = Stopwatch.GetTimestamp();
        await using OfflineSite? site = request.Mirror is null ? null : new OfflineSite(request);
        SandboxSetting setting = site?.Setting ?? new SandboxSetting();
        await using ISandbox sandbox = await engine.OpenAsync(request, setting, say, cancellationToken);
        if (site is not null)
        {
            await site.ListenAsync(sandbox.Exchange, cancellationToken);
        }
        double sandboxSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        IReadOnlyList<string> notShown = Limitations.Of(engine.Name, sandbox.Base, request);
        customization.Trace($"rehearsal: engine {engine.Name}, root file system {sandbox.Base}");
        foreach (string limitation in notShown)
        {
            customization.Trace($"rehearsal: not shown: {limitation}");
        }
        say($"engine {engine.Name}, {sandbox.Base}, ready after {sandboxSeconds:F1} s");

        List<RehearsedStep> steps = [];
        StepRunner runner = new(sandbox, say);
        if (await runner.RunAllAsync("customize", request.Plan.Customize, customization, steps, cancellationToken))
        {
            using RehearsalLog validation = output.Log(RehearsalOutput.Validation, time, say);
            _ = await runner.RunAllAsync("validate", request.Plan.Validate, validation, steps, cancellationToken);
        }

        RehearsalResult result = new()
        {
            Engine = engine.Name,
            Base = sandbox.Base,
            NotShown = notShown,
            SandboxSeconds = sandboxSeconds,
            Steps = steps,
            Reached = site?.Reached ?? [],
            NotAsked = site?.NotAsked ?? [],
            Findings = site?.Findings(sandbox.Exchange) ?? [],
            Changes = await sandbox.ChangesAsync(cancellationToken),
            Packages = await PackagesAsync(sandbox, cancellationToken),
            Failure = steps.Exists(step => step.ExitCode != 0) ? output.Failure() : null,
        };
        if (request.Keep)
        {
            await output.KeepAsync(sandbox, cancellationToken);
        }
        if (request.Assess is { } assess && result.Failed is null)
        {
            say($"assess: {assess.Tool}");
            result = result with
            {
                Assessment = await new RootAssessment(sandbox, time).RunAsync(assess, request.Plan, cancellationToken),
            };
        }
        output.Write(result);
        return result;
    }

    private static async Task<IReadOnlyList<string>> PackagesAsync(
        ISandbox sandbox,
        CancellationToken cancellationToken
    )
    {
        BufferedCommandResult list = await sandbox
            .Command("root", "dpkg-query", "--show", "--showformat", @"${Package}\t${Version}\t${Architecture}\n")
            .ExecuteBufferedAsync(cancellationToken);
        return list.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
