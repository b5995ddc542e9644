using Build.Arguments;
using Build.Evidence;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.ImageLife;
using Jumpbox.Cleaning;
using Jumpbox.Life;

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
        Promotion promotion = new(
            await context.ConnectAsync(),
            context.Settings,
            line => context.Log.Information("{0}", line)
        );
        FoundImage source = await promotion.ChooseAsync(
            environment,
            context.Given.Text(CommandLine.Image),
            context.Interrupted
        );
        (ImageIdentity identity, string? baseImage) = await ImageEvidence.ReadAsync(context, source);
        await LifeRecords.WriteAsync(
            context,
            await promotion.RunAsync(environment, source, identity, baseImage, context.Interrupted)
        );
    }
}
