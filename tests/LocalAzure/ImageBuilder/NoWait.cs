using Azure;
using Azure.Core;

namespace LocalAzure.Tests.ImageBuilder;

internal sealed class NoWait() : DelayStrategy(TimeSpan.FromMilliseconds(5), 0)
{
    protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber) => TimeSpan.Zero;
}
