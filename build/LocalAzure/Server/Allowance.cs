namespace LocalAzure.Server;

/// <summary>
/// The values of x-ms-ratelimit-remaining-*: a token bucket each for reads, writes and deletes with Azure's size and refill
/// (learn.microsoft.com, request-limits-and-throttling: 250 reads refilled by 25 a second, 200 writes and deletes by 10).
/// Informational only: just fault rules throttle requests.
/// </summary>
internal sealed class Allowance
{
    private readonly Dictionary<string, (double Left, DateTimeOffset At)> _buckets = [];
    private readonly Lock _gate = new();

    public int Take(string method, DateTimeOffset now)
    {
        (string? kind, int size, int refill) = method switch
        {
            "GET" or "HEAD" => ("reads", 250, 25),
            "DELETE" => ("deletes", 200, 10),
            _ => ("writes", 200, 10),
        };
        lock (_gate)
        {
            (double left, DateTimeOffset at) = _buckets.GetValueOrDefault(kind, (size, now));
            double filled = Math.Min(size, left + Math.Max(0, (now - at).TotalSeconds) * refill);
            _buckets[kind] = (Math.Max(0, filled - 1), now);
            return (int)Math.Max(0, filled - 1);
        }
    }
}
