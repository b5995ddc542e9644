using System.Collections;
using System.Collections.Concurrent;

namespace LocalAzure;

/// <summary>Every request so far, in order of answer.</summary>
#pragma warning disable CA1710 // A log is what its readers call it; the suffix says nothing more.
public sealed class RequestLog : IReadOnlyCollection<LoggedRequest>
#pragma warning restore CA1710
{
    private readonly ConcurrentQueue<LoggedRequest> _requests = new();

    /// <inheritdoc/>
    public int Count => _requests.Count;

    /// <inheritdoc/>
    public IEnumerator<LoggedRequest> GetEnumerator() => _requests.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(LoggedRequest request) => _requests.Enqueue(request);
}
