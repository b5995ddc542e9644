using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>A wait with a time limit, which is reported if it takes longer than a moment.</summary>
internal static class Deadline
{
    /// <param name="options">The clock and the receiver of messages.</param>
    /// <param name="asked">The purpose, as the continuation of "could not".</param>
    /// <param name="resourceId">The resource.</param>
    /// <param name="budget">The time limit.</param>
    /// <param name="wait">The wait; its token is cancelled when the time is up.</param>
    /// <param name="quiet">Whether the wait reports its own progress.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">The time is up.</exception>
    public static async Task<T> KeepAsync<T>(
        AzureSessionOptions options,
        string asked,
        string resourceId,
        TimeSpan budget,
        Func<CancellationToken, Task<T>> wait,
        CancellationToken cancellationToken,
        bool quiet = false
    )
    {
        TimeProvider time = options.Time;
        long began = time.GetTimestamp();
        using CancellationTokenSource patience = new(budget, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            patience.Token
        );
        await using ITimer? notice =
            quiet || options.Say is not { } say
                ? null
                : time.CreateTimer(
                    _ => Report(say, $"Waiting for Azure to {asked}, at most {SpanWords.Of(budget)}."),
                    null,
                    Limits.Notice,
                    Timeout.InfiniteTimeSpan
                );
        try
        {
            return await wait(either.Token);
        }
        catch (OperationCanceledException)
            when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AzureFailure(FaultReader.Stalled(asked, resourceId, time.GetElapsedTime(began)));
        }
    }

    // An exception on a timer's thread would end the process; the next line of the run reports a closed terminal.
    private static void Report(Action<string> say, string line)
    {
        try
        {
            say(line);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException) { }
    }
}
