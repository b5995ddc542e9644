using Azure;
using Azure.Core;

namespace Jumpbox.Azure.Arm;

/// <summary>A pause that grows from two seconds to twenty: quick at first, when short things end, and sparing for hours.</summary>
internal sealed class GrowingDelay() : DelayStrategy(TimeSpan.FromMinutes(2))
{
    protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber) =>
        TimeSpan.FromSeconds(Math.Min(20, 2 * Math.Pow(1.15, Math.Max(0, retryNumber - 1))));
}
