using Azure;
using Azure.Core;

namespace Jumpbox.Azure.Tests;

internal sealed class NoDelay() : DelayStrategy(TimeSpan.FromMilliseconds(5), 0)
{
    protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber) => TimeSpan.Zero;
}
