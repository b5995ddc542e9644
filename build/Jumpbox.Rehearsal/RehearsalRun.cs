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
        IRehearsalEngine engine = await EngineChoice.ChooseAsync(engines, request, say, cancellationToken);
        await using RehearsedRoot root = await RehearsedRoot.CreateAsync(engine, request, time, say, cancellationToken);
        return root.Result;
    }

    /// <summary>
    /// Runs the steps in two root file systems, in other surroundings, and compares the two. If the steps of the first fail, there is
    /// no second one.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels it; only files already written to the output folder are left.</param>
    /// <returns>The result, including failures of steps.</returns>
    /// <exception cref="RehearsalException">No engine can be used, or a sandbox failed.</exception>
    public async Task<TwiceResult> TwiceAsync(RehearsalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        IRehearsalEngine engine = await EngineChoice.ChooseAsync(engines, request, say, cancellationToken);
        RehearsalRequest once = request with { Tree = true, Keep = false, Around = Surroundings.First };
        await using RehearsedRoot first = await RehearsedRoot.CreateAsync(engine, once, time, say, cancellationToken);
        if (!first.Result.Succeeded)
        {
            return new TwiceResult(first.Result, null, []);
        }
        say("the same again: another root file system, host name, time zone, umask and time");
        RehearsalRequest again = once with
        {
            Output = Path.Combine(request.Output, RehearsalOutput.Second),
            Around = Surroundings.Second,
        };
        await using RehearsedRoot second = await RehearsedRoot.CreateAsync(engine, again, time, say, cancellationToken);
        TwiceResult result = new(
            first.Result,
            second.Result,
            second.Result.Succeeded ? await RootComparison.OfAsync(first, second, cancellationToken) : []
        );
        foreach (string limitation in Limitations.OfTwo)
        {
            say($"not shown by two: {limitation}");
        }
        TwiceOutput.Write(request.Output, result);
        return result;
    }
}
