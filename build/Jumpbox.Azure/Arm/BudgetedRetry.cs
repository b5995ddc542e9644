using Azure.Core;
using Azure.Core.Pipeline;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// The SDK's retries with a total time budget instead of a count, and with messages. Until the first response of the session,
/// a connection that cannot be established is retried for seconds only.
/// </summary>
internal sealed class BudgetedRetry : RetryPolicy
{
    private const int MostRetries = 60;
    private const string FirstAttempt = "jumpbox-first-attempt";
    private readonly AzureSessionOptions _options;
    private readonly Contact _contact;
    private readonly HostMessages _news;
    private readonly DelayStrategy _delay;

    public BudgetedRetry(AzureSessionOptions options, Contact contact, HostMessages news)
        : this(
            options,
            contact,
            news,
            options.RetryDelay
                ?? DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30))
        ) { }

    private BudgetedRetry(AzureSessionOptions options, Contact contact, HostMessages news, DelayStrategy delay)
        : base(MostRetries, delay)
    {
        _options = options;
        _contact = contact;
        _news = news;
        _delay = delay;
    }

    protected override void OnSendingRequest(HttpMessage message) => Remember(message);

    protected override ValueTask OnSendingRequestAsync(HttpMessage message)
    {
        Remember(message);
        return default;
    }

    protected override void OnRequestSent(HttpMessage message) => NoteContact(message);

    protected override ValueTask OnRequestSentAsync(HttpMessage message)
    {
        NoteContact(message);
        return default;
    }

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        WithinBudget(message, exception) && Report(message, exception, base.ShouldRetry(message, exception));

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        WithinBudget(message, exception) && Report(message, exception, await base.ShouldRetryAsync(message, exception));

    // Called after failures too: any response proves contact.
    private void NoteContact(HttpMessage message)
    {
        if (message.HasResponse)
        {
            _contact.Confirm();
        }
    }

    private void Remember(HttpMessage message)
    {
        if (!message.TryGetProperty(FirstAttempt, out _))
        {
            message.SetProperty(FirstAttempt, _options.Time.GetTimestamp());
        }
    }

    private bool WithinBudget(HttpMessage message, Exception? exception)
    {
        bool hopeless = !_contact.IsConfirmed && Contact.IsMissing(exception);
        TimeSpan budget =
            hopeless && Limits.FirstContact < _options.RetryBudget ? Limits.FirstContact : _options.RetryBudget;
        return !message.TryGetProperty(FirstAttempt, out object? first)
            || _options.Time.GetElapsedTime((long)first!) < budget;
    }

    private bool Report(HttpMessage message, Exception? exception, bool again)
    {
        // The pause after 429 applies to all requests of the class and is reported by the gate.
        if (again && !(exception is null && message.Response.Status == 429))
        {
            TimeSpan pause = _delay.GetNextDelay(
                exception is null ? message.Response : null,
                message.ProcessingContext.RetryNumber + 1
            );
            (string kind, string why) = exception is null
                ? ($"{message.Response.Status}", $"answered {message.Response.Status}")
                : Describe(FaultReader.Unreachable("", "", exception));
            Uri target = message.Request.Uri.ToUri();
            _news.Report(
                target,
                kind,
                $"{why} to {message.Request.Method} {target.AbsolutePath}: retrying in about {SpanWords.Of(pause)}."
            );
        }
        return again;
    }

    private static (string Kind, string Why) Describe(AzureFault fault) =>
        (
            fault.Code,
            fault.Code == BrokenAnswerException.Code
                ? $"sent a response that cannot be read ({fault.Message})"
                : $"sent no response ({fault.Message})"
        );
}
