using Build.Arguments;
using Build.Evidence;
using Build.RollingOut;
using Build.Run;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.Rollouts;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Rollouts;

namespace Build.Tasks;

/// <summary>
/// Replaces the jump boxes by machines of a released image, and goes back at the first one that is not healthy. A second run changes nothing.
/// </summary>
[TaskName("Rollout")]
[TaskDescription(
    "Creates machines from a released image, and replaces those of the one before. --image=VERSION, --environment=NAME."
)]
public sealed class RolloutTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (!context.Settings.Rollout.IsAsked)
        {
            context.Log.Information("Left out: rollout.kind is none.");
            return;
        }
        RolloutChoice choice = await MachineRollouts.ChoiceAsync(context);
        FoundImage image = await choice.ChooseAsync(context.Given.Text(CommandLine.Image), context.Interrupted);
        (ImageIdentity identity, string? baseImage) = await ImageEvidence.ReadAsync(context, image);
        RolloutModel model = await choice.RequireAsync(image, identity, baseImage, context.Interrupted);
        context.Log.Information("{0}: {1}.", image.Id, identity.Line);
        RolloutOutcome outcome = await MachineRollouts.RunAsync(context, model);
        await LifeRecords.WriteAsync(context, await MachineRollouts.RecordAsync(context, outcome, identity));
        if (outcome.Trouble is { } trouble)
        {
            throw new CakeException($"{trouble}\n  What to do: {outcome.Cure}.");
        }
    }
}
