using System.Net;
using Jumpbox.Boundaries;
using Jumpbox.Tools;
using Polly;
using Polly.Retry;

namespace Jumpbox.Pins;

/// <summary>Retries transient failures of a publisher: no connection, a busy server, a body that breaks off.</summary>
internal static class PublisherRetry
{
    private const int Retries = 2;

    /// <summary>Three attempts of a request; the wait doubles, or is what the server requests, up to a minute.</summary>
    /// <param name="delay">The wait before the first retry.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="say">Receives a message about each retry.</param>
    public static ResiliencePipeline<HttpResponseMessage> Requests(
        TimeSpan delay,
        TimeProvider time,
        Action<string>? say = null
    ) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = Retries,
                    Delay = delay,
                    BackoffType = DelayBackoffType.Exponential,
                    ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome, time)),
                    DelayGenerator = arguments =>
                        ValueTask.FromResult(arguments.Outcome.Result is { } busy ? Requested(busy, time) : null),
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

    /// <summary>Three attempts to read a body to its end.</summary>
    /// <param name="delay">The wait before the first retry.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="say">Receives a message about each retry.</param>
    public static ResiliencePipeline Bodies(TimeSpan delay, TimeProvider time, Action<string>? say = null) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = Retries,
                    Delay = delay,
                    BackoffType = DelayBackoffType.Exponential,
                    ShouldHandle = new PredicateBuilder().Handle<PinSourceException>(failure => failure.BrokeOff),
                    OnRetry = arguments =>
                    {
                        say?.Invoke(
                            $"{arguments.Outcome.Exception!.Message} Retrying in {SpanWords.Of(arguments.RetryDelay)}."
                        );
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
            : $"did not respond ({PinText.Show(outcome.Exception is { } failure ? InnerCauses.Of(failure) : "")})";

    // A certificate that is refused now is refused in a second too.
    private static bool IsPassing(Outcome<HttpResponseMessage> outcome, TimeProvider time) =>
        outcome.Exception
            is IOException
                or HttpRequestException { HttpRequestError: not HttpRequestError.SecureConnectionError }
        || (
            outcome.Result?.StatusCode
                is HttpStatusCode.RequestTimeout
                    or HttpStatusCode.TooManyRequests
                    or >= HttpStatusCode.InternalServerError
            && !(Requested(outcome.Result, time) > Limits.PublisherPause)
        );

    private static TimeSpan? Requested(HttpResponseMessage answer, TimeProvider time) =>
        answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values)
            ? RetryAfter.Seconds(values.FirstOrDefault(), time.GetUtcNow())
            : null;
}
