using Azure;
using Azure.Core;

namespace Jumpbox.Azure.Arm;

/// <summary>A delay that grows from 2 to 20 seconds: short for short operations, long for builds that take hours.</summary>
internal sealed class GrowingDelay() : DelayStrategy(TimeSpan.FromMinutes(2))
{
    protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber) =>
        TimeSpan.FromSeconds(Math.Min(20, 2 * Math.Pow(1.15, Math.Max(0, retryNumber - 1))));
}
