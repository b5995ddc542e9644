using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;

namespace Jumpbox.Azure.Probing;

/// <summary>
/// The time of a part of a run with throwaway resources, which starts with this watch: what it creates and waits for has one limit
/// together.
/// </summary>
internal sealed class ThrowawayWatch(AzureSession azure, TimeSpan limit)
{
    private readonly long _began = azure.Options.Time.GetTimestamp();

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => azure.Options.Time.GetElapsedTime(_began) > limit;

    /// <summary>Reads until it is over or the time is, and returns what was read last.</summary>
    /// <param name="read">Reads the state.</param>
    /// <param name="isOver">Whether a state is the last one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="atMost">A shorter limit of this wait alone; null for none.</param>
    public async Task<T> LookAsync<T>(
        Func<Task<T>> read,
        Func<T, bool> isOver,
        CancellationToken cancellationToken,
        TimeSpan? atMost = null
    )
    {
        long since = azure.Options.Time.GetTimestamp();
        TimeProvider time = azure.Options.Time;
        DelayStrategy delay = azure.Options.PollDelay ?? new GrowingDelay();
        for (int look = 1; ; look++)
        {
            T seen = await read();
            if (isOver(seen) || IsOver || (atMost is { } own && time.GetElapsedTime(since) > own))
            {
                return seen;
            }
            await Task.Delay(delay.GetNextDelay(null, look), time, cancellationToken);
        }
    }
}
