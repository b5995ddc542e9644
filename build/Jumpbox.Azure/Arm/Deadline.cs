using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>A wait that has an end, and that is said once where it takes longer than a moment.</summary>
internal static class Deadline
{
    /// <param name="options">The clock, and who is told.</param>
    /// <param name="asked">What is waited for, as the continuation of "could not".</param>
    /// <param name="resourceId">On what.</param>
    /// <param name="budget">How long at most.</param>
    /// <param name="wait">The wait; its token is cancelled at the end.</param>
    /// <param name="quiet">Whether what happens within says itself what is waited for.</param>
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
                    _ => Tell(say, $"Waiting for Azure to {asked}, at most {SpanWords.Of(budget)}."),
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

    // On a timer's thread nobody catches: a closed screen is noticed by the next line of the run itself.
    private static void Tell(Action<string> say, string line)
    {
        try
        {
            say(line);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException) { }
    }
}
