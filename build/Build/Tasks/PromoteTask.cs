using Build.Arguments;
using Build.Evidence;
using Build.Run;
using Cake.Frosting;
using Jumpbox.Azure.ImageLife;

namespace Build.Tasks;

/// <summary>Copies a released version to an environment; an interrupted copy is continued.</summary>
[TaskName("Promote")]
[TaskDescription(
    "Copies a released version to another environment, without another build. --to=NAME, --image=VERSION."
)]
public sealed class PromoteTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        string environment = context.Given.Text(CommandLine.To)!;
        string? image = context.Given.Text(CommandLine.Image);
        Promotion promotion = await LifeRecords.PromotionAsync(context);
        await LifeRecords.PromoteAsync(
            context,
            promotion,
            environment,
            await promotion.ChooseAsync(environment, image, context.Interrupted)
        );
    }
}
