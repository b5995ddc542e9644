using System.Net;
using Polly;
using Polly.Retry;

namespace Jumpbox.Tools;

/// <summary>Asks a publisher again after what passes by itself: no connection, a busy server.</summary>
internal static class PublisherRetry
{
    /// <summary>Three attempts; the wait doubles.</summary>
    public static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeSpan delay, TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = 2,
                    Delay = delay,
                    BackoffType = DelayBackoffType.Exponential,
                    ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome)),
                    OnRetry = arguments =>
                    {
                        arguments.Outcome.Result?.Dispose();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or IOException
        || outcome.Result?.StatusCode
            is HttpStatusCode.RequestTimeout
                or HttpStatusCode.TooManyRequests
                or >= HttpStatusCode.InternalServerError;
}
