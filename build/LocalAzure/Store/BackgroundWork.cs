using System.Collections.Concurrent;
using LocalAzure.Arm;

namespace LocalAzure.Store;

/// <summary>
/// Work that outlives its request. Failures are traced and end what clients wait for. Stopping the server cancels all work
/// and waits for it.
/// </summary>
internal sealed class BackgroundWork : IAsyncDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <param name="work">The work; its token is cancelled when the server stops.</param>
    /// <param name="failed">Ends the operation with an error.</param>
    public void Begin(Func<CancellationToken, Task> work, Action<ArmError> failed)
    {
        Task task = Task.Run(() => WatchAsync(work, failed), CancellationToken.None);
        _running[task] = true;
        task.ContinueWith(
            ended => _running.TryRemove(ended, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await Task.WhenAll(_running.Keys).WaitAsync(LongestEnd);
        }
        catch (TimeoutException stuck)
        {
            Bug.Trace(stuck);
        }
        _stopping.Dispose();
    }

    private async Task WatchAsync(Func<CancellationToken, Task> work, Action<ArmError> failed)
    {
        try
        {
            try
            {
                await work(_stopping.Token);
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested && e is not OutOfMemoryException)
            {
                failed(Bug.Trace(e));
            }
        }
        catch (Exception e) when (_stopping.IsCancellationRequested && e is not OutOfMemoryException)
        {
            // The server was stopped; the next one that opens the state continues.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Bug.Trace(e);
        }
    }
}
