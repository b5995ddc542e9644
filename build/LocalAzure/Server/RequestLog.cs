using System.Collections;
using System.Collections.Concurrent;

namespace LocalAzure.Server;

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

/// <summary>One request as it was answered. The query is left out: it can hold signatures.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without query.</param>
/// <param name="Status">HTTP status; 0 when the connection was dropped.</param>
public sealed record LoggedRequest(string Method, string Path, int Status);
