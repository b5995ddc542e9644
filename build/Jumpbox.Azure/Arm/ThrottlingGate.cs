using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// A gate for each subscription and class: after one 429, all requests of the class wait instead of each getting its own 429.
/// </summary>
internal sealed class ThrottlingGate(TimeProvider time, Action<ThrottlingPause>? onThrottled) : HttpPipelinePolicy
{
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
            message.Response.Headers.TryGetValue(RetryAfterCap.Milliseconds, out string? asked);
            Close(key, RetryAfter.Milliseconds(asked) ?? TimeSpan.Zero);
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
}
