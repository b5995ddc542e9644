using Build.Evidence;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.ImageLife;
using Jumpbox.Life;
using Jumpbox.Settings;

namespace Build.Tasks;

/// <summary>Promotes what <c>environments.promoteAfterDays</c> says is due, to one environment after the other.</summary>
[TaskName("Advance")]
[TaskDescription(
    "Promotes released versions to the environments whose time in environments.promoteAfterDays has passed."
)]
public sealed class AdvanceTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        Promotion promotion = await LifeRecords.PromotionAsync(context);
        foreach (EnvironmentSettings environment in PromotionPolicy.Order(context.Settings.Environments))
        {
            DuePromotion due = await promotion.DueAsync(environment, context.Interrupted);
            context.Log.Information("{0}: {1}.", environment.Name, due.Reason);
            if (due.Version is { } version)
            {
                await LifeRecords.PromoteAsync(context, promotion, environment.Name, version);
            }
        }
    }
}
