using System.Collections;
using System.Collections.Concurrent;

namespace LocalAzure.Server;

/// <summary>All requests so far, in order of response.</summary>
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

/// <summary>A request with its status, without the query, which can contain signatures.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without query.</param>
/// <param name="Status">HTTP status; 0 when the connection was dropped.</param>
public sealed record LoggedRequest(string Method, string Path, int Status);
