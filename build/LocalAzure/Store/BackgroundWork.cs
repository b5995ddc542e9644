using System.Collections.Concurrent;
using LocalAzure.Arm;

namespace LocalAzure.Store;

/// <summary>
/// Work that outlives the request that began it. Each piece is watched: what fails in it is traced and ends what clients
/// wait for. The server's end cancels all pieces and waits for them.
/// </summary>
internal sealed class BackgroundWork : IAsyncDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <param name="work">The work; its token is cancelled when the server stops.</param>
    /// <param name="failed">Ends the operation that the work was to end.</param>
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
            // The server was stopped: the next one to open the state says what was interrupted.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Bug.Trace(e);
        }
    }
}
