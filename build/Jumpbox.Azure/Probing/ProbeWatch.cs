using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Probing;

/// <summary>The time of a part of a probe, which starts with this watch: what it creates and waits for has one limit together.</summary>
internal sealed class ProbeWatch(AzureSession azure)
{
    private readonly long _began = azure.Options.Time.GetTimestamp();

    /// <summary>Reads until it is over or the time is, and returns what was read last.</summary>
    /// <param name="read">Reads the state.</param>
    /// <param name="isOver">Whether a state is the last one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<T> LookAsync<T>(Func<Task<T>> read, Func<T, bool> isOver, CancellationToken cancellationToken)
    {
        TimeProvider time = azure.Options.Time;
        DelayStrategy delay = azure.Options.PollDelay ?? new GrowingDelay();
        for (int look = 1; ; look++)
        {
            T seen = await read();
            if (isOver(seen) || time.GetElapsedTime(_began) > Limits.Probe)
            {
                return seen;
            }
            await Task.Delay(delay.GetNextDelay(null, look), time, cancellationToken);
        }
    }
}
