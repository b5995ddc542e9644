using System.Collections.Concurrent;

namespace Build.Run;

/// <summary>What the runs of several images do once: the first one does it, the others wait for the same result.</summary>
internal sealed class SharedWork : IDisposable
{
    private readonly ConcurrentDictionary<object, Lazy<object?>> _done = new();

    /// <summary>Returns the result of some work, done once.</summary>
    /// <typeparam name="T">The result; a task is shared with its failure.</typeparam>
    /// <param name="key">What is done, and with what: equal for two runs whose results are the same.</param>
    /// <param name="work">Does it.</param>
    public T Once<T>(object key, Func<T> work) => (T)_done.GetOrAdd(key, _ => new Lazy<object?>(() => work())).Value!;

    /// <summary>Disposes the results that can be disposed.</summary>
    public void Dispose()
    {
        foreach (Lazy<object?> done in _done.Values.Where(done => done.IsValueCreated))
        {
            if (done.Value is IDisposable owned and not Task)
            {
                owned.Dispose();
            }
        }
    }
}
