using System.Diagnostics;
using CliWrap.Buffered;
using Jumpbox.Reproducing;

namespace Jumpbox.Rehearsal;

/// <summary>A root file system in which the steps of a request ran. Disposing ends its sandbox.</summary>
internal sealed class RehearsedRoot : IAsyncDisposable
{
    private readonly OfflineSite? _site;

    private RehearsedRoot(ISandbox sandbox, OfflineSite? site, RehearsalResult result)
    {
        Sandbox = sandbox;
        _site = site;
        Result = result;
    }

    public ISandbox Sandbox { get; }

    public RehearsalResult Result { get; }

    /// <summary>Opens a sandbox and runs the steps, with logs and lists in the request's output folder.</summary>
    public static async Task<RehearsedRoot> CreateAsync(
        IRehearsalEngine engine,
        RehearsalRequest request,
        TimeProvider time,
        Action<string> say,
        CancellationToken cancellationToken
    )
    {
        RehearsalOutput output = new(request.Output);
        using RehearsalLog customization = output.Log(RehearsalOutput.Customization, time, say);

        long began = Stopwatch.GetTimestamp();
        DateTimeOffset started = time.GetUtcNow();
        OfflineSite? site = request.Mirror is null ? null : new OfflineSite(request);
        ISandbox? sandbox = null;
        try
        {
            SandboxSetting setting = (site?.Setting ?? new SandboxSetting()) with { Around = request.Around };
            sandbox = await engine.OpenAsync(request, setting, say, cancellationToken);
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
            StepRunner runner = new(sandbox, request.Around, say);
            if (await runner.RunAllAsync("customize", request.Plan.Customize, customization, steps, cancellationToken))
            {
                using RehearsalLog validation = output.Log(RehearsalOutput.Validation, time, say);
                _ = await runner.RunAllAsync("validate", request.Plan.Validate, validation, steps, cancellationToken);
            }
            bool failed = steps.Exists(step => step.ExitCode != 0);
            RootTree? tree = request.Tree && !failed ? await TreeReader.ReadAsync(sandbox, cancellationToken) : null;
            RehearsalResult result = new()
            {
                Engine = engine.Name,
                Base = sandbox.Base,
                Started = started,
                NotShown = notShown,
                SandboxSeconds = sandboxSeconds,
                Steps = steps,
                Reached = site?.Reached ?? [],
                NotAsked = site?.NotAsked ?? [],
                Findings = site?.Findings(sandbox.Exchange) ?? [],
                Changes = await sandbox.ChangesAsync(cancellationToken),
                Packages = await PackagesAsync(sandbox, cancellationToken),
                Failure = failed ? output.Failure() : null,
                Epoch = request.Epoch,
                Tree = tree,
            };
            output.Write(result);
            if (request.Keep)
            {
                await output.KeepAsync(sandbox, cancellationToken);
            }
            if (request.Assess is { } assess && !failed)
            {
                say($"assess: {assess.Tool}");
                result = result with
                {
                    Assessment = await new RootAssessment(sandbox, time).RunAsync(
                        assess,
                        request.Plan,
                        cancellationToken
                    ),
                };
                output.Write(result);
            }
            return new RehearsedRoot(sandbox, site, result);
        }
        catch
        {
            await EndAsync(sandbox, site);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(Sandbox, _site);

    private static async Task EndAsync(ISandbox? sandbox, OfflineSite? site)
    {
        try
        {
            if (sandbox is not null)
            {
                await sandbox.DisposeAsync();
            }
        }
        finally
        {
            if (site is not null)
            {
                await site.DisposeAsync();
            }
        }
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
