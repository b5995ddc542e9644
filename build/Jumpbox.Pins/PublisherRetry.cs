using System.Net;
using Jumpbox.Boundaries;
using Jumpbox.Tools;
using Polly;
using Polly.Retry;

namespace Jumpbox.Pins;

/// <summary>Retries transient failures of a publisher: no connection, a busy server.</summary>
internal static class PublisherRetry
{
    /// <summary>Three attempts; the wait doubles.</summary>
    public static ResiliencePipeline<HttpResponseMessage> Pipeline(
        TimeSpan delay,
        TimeProvider time,
        Action<string>? say = null
    ) =>
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
                        say?.Invoke(
                            $"{Whom(arguments)} {Why(arguments.Outcome)}: retrying in {SpanWords.Of(arguments.RetryDelay)}."
                        );
                        arguments.Outcome.Result?.Dispose();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    // The original URL is unknown here, and the one after a redirect is signed, so only the host is shown.
    private static string Whom(OnRetryArguments<HttpResponseMessage> arguments) =>
        arguments.Outcome.Result?.RequestMessage?.RequestUri is { } address ? Origin.Show(address) : "The publisher";

    private static string Why(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { } answer
            ? FormattableString.Invariant($"returned {(int)answer.StatusCode}")
            : $"did not respond ({PinText.Show(outcome.Exception?.Message ?? "")})";

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or IOException
        || outcome.Result?.StatusCode
            is HttpStatusCode.RequestTimeout
                or HttpStatusCode.TooManyRequests
                or >= HttpStatusCode.InternalServerError;
}
