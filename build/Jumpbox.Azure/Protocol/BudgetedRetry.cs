using Azure.Core;
using Azure.Core.Pipeline;

namespace Jumpbox.Azure.Protocol;

/// <summary>The SDK's retries, ended by a total time budget instead of a count that is either too small or too patient.</summary>
internal sealed class BudgetedRetry(TimeSpan budget, TimeProvider time, DelayStrategy? delay)
    : RetryPolicy(
        maxRetries: 60,
        delay ?? DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30))
    )
{
    private const string FirstAttempt = "jumpbox-first-attempt";

    protected override void OnSendingRequest(HttpMessage message) => Remember(message);

    protected override ValueTask OnSendingRequestAsync(HttpMessage message)
    {
        Remember(message);
        return default;
    }

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        WithinBudget(message) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        WithinBudget(message) ? base.ShouldRetryAsync(message, exception) : new ValueTask<bool>(false);

    private void Remember(HttpMessage message)
    {
        if (!message.TryGetProperty(FirstAttempt, out _))
        {
            message.SetProperty(FirstAttempt, time.GetTimestamp());
        }
    }

    private bool WithinBudget(HttpMessage message) =>
        !message.TryGetProperty(FirstAttempt, out object? first) || time.GetElapsedTime((long)first!) < budget;
}
