namespace Hostile;

/// <summary>
/// What this process holds at most in its managed heap: what is reachable, not what is left lying about.
/// </summary>
internal sealed class LiveMemory : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly CancellationTokenSource _end = new();
    private readonly Thread _watch;
    private readonly long _before;
    private long _most;

    public LiveMemory()
    {
        _before = GC.GetTotalMemory(forceFullCollection: true);
        _watch = new Thread(Watch) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _watch.Start();
    }

    /// <summary>By how much it grew at most, in bytes.</summary>
    public long Most => Math.Max(0, Volatile.Read(ref _most) - _before);

    public void Dispose()
    {
        _end.Cancel();
        _watch.Join();
        _end.Dispose();
    }

    private void Watch()
    {
        // What the last collection left is no less than what is reachable: only where that is more than ever before, all is collected.
        while (!_end.Token.WaitHandle.WaitOne(Pause))
        {
            GCMemoryInfo last = GC.GetGCMemoryInfo(GCKind.Any);
            if (last.HeapSizeBytes - last.FragmentedBytes > _most)
            {
                Volatile.Write(ref _most, Math.Max(_most, GC.GetTotalMemory(forceFullCollection: true)));
            }
        }
    }
}
