using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The policy of a set's rolling upgrades. Source: Azure/bicep-types-az, "RollingUpgradePolicy", also for the defaults; the errors as
/// quoted in azure-sdk-for-python's tests of rolling upgrades.
/// </summary>
/// <param name="IsSurge">Whether new instances are created before the old ones are deleted.</param>
/// <param name="PrefersUnhealthy">Whether unhealthy instances are upgraded first.</param>
/// <param name="IsAcrossZones">Whether a batch may be in more than one zone.</param>
internal sealed record RollingPolicy(bool IsSurge, bool PrefersUnhealthy, bool IsAcrossZones)
{
    private const int DefaultPercent = 20;

    private int BatchPercent { get; init; }

    private int MostUnhealthy { get; init; }

    private int MostUnhealthyUpgraded { get; init; }

    /// <summary>The time between two batches.</summary>
    public TimeSpan Pause { get; private init; }

    /// <summary>The policy of a set.</summary>
    public static RollingPolicy Of(StoredResource set)
    {
        JsonNode? policy = set.Body.At("properties", "upgradePolicy", "rollingUpgradePolicy");
        return new(
            policy.At("maxSurge").Flag() == true,
            policy.At("prioritizeUnhealthyInstances").Flag() == true,
            policy.At("enableCrossZoneUpgrade").Flag() == true
        )
        {
            BatchPercent = policy.At("maxBatchInstancePercent").Number() ?? DefaultPercent,
            MostUnhealthy = policy.At("maxUnhealthyInstancePercent").Number() ?? DefaultPercent,
            MostUnhealthyUpgraded = policy.At("maxUnhealthyUpgradedInstancePercent").Number() ?? DefaultPercent,
            Pause = Durations.OfIso(policy.At("pauseTimeBetweenBatches").Text()) ?? TimeSpan.Zero,
        };
    }

    /// <summary>How many of the instances are in a batch.</summary>
    public int SizeOf(int instances) => Math.Max(1, instances * BatchPercent / 100);

    /// <summary>Why an upgrade does not begin or continue; null if the instances are healthy enough.</summary>
    /// <param name="unhealthy">How many are not.</param>
    /// <param name="all">Of how many.</param>
    /// <param name="isBefore">Whether no batch has been upgraded yet.</param>
    public ArmError? Obstacle(int unhealthy, int all, bool isBefore) =>
        isBefore
            ? Exceeded(
                unhealthy,
                all,
                MostUnhealthy,
                "MaxUnhealthyInstancePercentExceededBeforeRollingUpgrade",
                "due to exceeding the MaxUnhealthyInstancePercent value (defined in the RollingUpgradePolicy) before any batch was attempted"
            )
            : Exceeded(
                unhealthy,
                all,
                MostUnhealthy,
                "MaxUnhealthyInstancePercentExceededInRollingUpgrade",
                "after exceeding the MaxUnhealthyInstancePercent value defined in the RollingUpgradePolicy"
            );

    /// <summary>Why an upgrade ends after a batch; null if the upgraded instances are healthy enough.</summary>
    /// <param name="unhealthy">How many are not.</param>
    /// <param name="upgraded">Of how many.</param>
    public ArmError? Failure(int unhealthy, int upgraded) =>
        Exceeded(
            unhealthy,
            upgraded,
            MostUnhealthyUpgraded,
            "MaxUnhealthyUpgradedInstancePercentExceededInRollingUpgrade",
            "after exceeding the MaxUnhealthyUpgradedInstancePercent value defined in the RollingUpgradePolicy"
        );

    private static ArmError? Exceeded(int unhealthy, int all, int most, string code, string reason)
    {
        int percent = all == 0 ? 0 : 100 * unhealthy / all;
        return percent <= most
            ? null
            : new(
                code,
                $"Rolling Upgrade failed {reason}. {percent}% of instances are in an unhealthy state, more than the threshold of {most}% "
                    + "configured in the RollingUpgradePolicy. The most impactful error is:  Instance found to be unhealthy or unreachable. "
                    + "For details on rolling upgrades, use http://aka.ms/AzureVMSSRollingUpgrade"
            );
    }
}
