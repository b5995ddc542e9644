using System.Globalization;
using System.Net;
using Jumpbox.Boundaries;

namespace Jumpbox.Pins;

/// <summary>
/// Respects GitHub's rate limits: after a refused request, all wait until the given time; if that is too far away, the run
/// stops and reports the time. Source: GitHub documentation, "Rate limits for the REST API".
/// </summary>
internal sealed class RateLimitGate(
    HttpMessageHandler inner,
    GitHubOptions options,
    TimeProvider time,
    Action<string>? say
) : DelegatingHandler(inner)
{
    private const int Attempts = 3;

    private readonly TimeSpan _patience = options.Patience;
    private readonly bool _hasToken = options.Token is not null;
    private long _closedUntilTicks;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        for (int attempt = 1; ; attempt++)
        {
            await WaitAsync(cancellationToken);
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (await LimitAsync(response, cancellationToken) is not { } until)
            {
                return response;
            }
            string kind = IsPrimary(response) ? "request limit" : "secondary limit, for too many requests at once,";
            response.Dispose();
            if (attempt == Attempts || until - time.GetUtcNow() > _patience)
            {
                throw new PinSourceException(Describe(request, kind, until));
            }
            say?.Invoke($"GitHub's {kind} is exhausted: waiting {SpanWords.Of(Positive(until - time.GetUtcNow()))}.");
            Close(until);
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset until = new(Interlocked.Read(ref _closedUntilTicks), TimeSpan.Zero);
        TimeSpan wait = until - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private void Close(DateTimeOffset until)
    {
        long seen = Interlocked.Read(ref _closedUntilTicks);
        while (until.UtcTicks > seen)
        {
            long before = Interlocked.CompareExchange(ref _closedUntilTicks, until.UtcTicks, seen);
            if (before == seen)
            {
                return;
            }
            seen = before;
        }
    }

    private async Task<DateTimeOffset?> LimitAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
        {
            return null;
        }
        DateTimeOffset now = time.GetUtcNow();
        if (response.Headers.RetryAfter is { } retry)
        {
            return retry.Date ?? Later(now, retry.Delta ?? TimeSpan.FromMinutes(1));
        }
        if (IsPrimary(response) && long.TryParse(Header(response, "x-ratelimit-reset"), out long reset))
        {
            return Later(DateTimeOffset.UnixEpoch, RetryAfter.Span(reset) ?? TimeSpan.Zero);
        }
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        bool limited =
            response.StatusCode == HttpStatusCode.TooManyRequests
            || body.Contains("rate limit", StringComparison.OrdinalIgnoreCase);
        return limited ? now + TimeSpan.FromMinutes(1) : null;
    }

    // A header's value may be beyond the end of the calendar.
    private static DateTimeOffset Later(DateTimeOffset from, TimeSpan span) =>
        span < DateTimeOffset.MaxValue - from ? from + span : DateTimeOffset.MaxValue;

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    private string Describe(HttpRequestMessage request, string kind, DateTimeOffset until)
    {
        double minutes = Math.Ceiling((until - time.GetUtcNow()).TotalMinutes);
        string end = until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string cure = _hasToken ? "" : " A token in GITHUB_TOKEN raises the limit.";
        return $"GitHub's {kind} is exhausted at {request.RequestUri?.Host}; try again at {end} UTC, in {minutes} min.{cure}";
    }

    private static bool IsPrimary(HttpResponseMessage response) => Header(response, "x-ratelimit-remaining") == "0";

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
