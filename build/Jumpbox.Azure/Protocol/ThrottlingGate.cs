using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Jumpbox.Azure.Protocol;

/// <summary>
/// One gate for each subscription and class of call: when one call is told to slow down, every other of its class waits
/// too instead of collecting its own 429.
/// </summary>
internal sealed class ThrottlingGate(TimeProvider time, Action<ThrottlingPause>? onThrottled) : HttpPipelinePolicy
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(string Subscription, CallClass Class), DateTimeOffset> _closedUntil = new();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessAsync(message, pipeline).AsTask().GetAwaiter().GetResult();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        (string Subscription, CallClass Class) key = KeyOf(message.Request);
        while (
            _closedUntil.TryGetValue(key, out DateTimeOffset until) && until - time.GetUtcNow() is { Ticks: > 0 } wait
        )
        {
            await Task.Delay(wait, time, message.CancellationToken);
        }
        await ProcessNextAsync(message, pipeline);
        if (message.HasResponse && message.Response.Status == 429)
        {
            Close(key, AskedPause(message.Response));
        }
    }

    internal static (string Subscription, CallClass Class) KeyOf(Request request)
    {
        string[] parts = request.Uri.ToUri().AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string subscription =
            parts.Length > 1 && parts[0].Equals("subscriptions", StringComparison.OrdinalIgnoreCase)
                ? parts[1].ToLowerInvariant()
                : "tenant";
        CallClass @class = request.Method.Method switch
        {
            "GET" or "HEAD" => CallClass.Read,
            "DELETE" => CallClass.Delete,
            _ => CallClass.Write,
        };
        return (subscription, @class);
    }

    private void Close((string Subscription, CallClass Class) key, TimeSpan pause)
    {
        if (pause <= TimeSpan.Zero)
        {
            return;
        }
        DateTimeOffset until = time.GetUtcNow() + pause;
        _closedUntil.AddOrUpdate(key, until, (_, earlier) => earlier > until ? earlier : until);
        onThrottled?.Invoke(new ThrottlingPause(key.Subscription, key.Class, pause));
    }

    private TimeSpan AskedPause(global::Azure.Response response)
    {
        if (
            response.Headers.TryGetValue("x-ms-retry-after-ms", out string? ms) && double.TryParse(ms, out double asked)
        )
        {
            return Shorter(TimeSpan.FromMilliseconds(asked));
        }
        if (!response.Headers.TryGetValue("Retry-After", out string? text))
        {
            return TimeSpan.Zero;
        }
        if (double.TryParse(text, out double seconds))
        {
            return Shorter(TimeSpan.FromSeconds(seconds));
        }
        return DateTimeOffset.TryParse(text, out DateTimeOffset when)
            ? Shorter(when - time.GetUtcNow())
            : TimeSpan.Zero;
    }

    private static TimeSpan Shorter(TimeSpan pause) => pause < Longest ? pause : Longest;
}
