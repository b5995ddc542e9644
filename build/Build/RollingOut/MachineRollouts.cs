using Build.Arguments;
using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Rollouts;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Rollouts;

namespace Build.RollingOut;

/// <summary>The rollout of a run: its choice of the image, its messages, its record.</summary>
internal static class MachineRollouts
{
    /// <summary>The choice of the image, in the environment of the arguments.</summary>
    /// <param name="context">The run.</param>
    public static async Task<RolloutChoice> ChoiceAsync(BuildContext context) =>
        new(
            await context.ConnectAsync(),
            context.Templates,
            context.Settings,
            context.Given.Text(CommandLine.Environment)
        );

    /// <summary>Replaces the machines.</summary>
    /// <param name="context">The run.</param>
    /// <param name="model">What should exist.</param>
    public static async Task<RolloutOutcome> RunAsync(BuildContext context, RolloutModel model)
    {
        RolloutOutcome outcome = await (await RolloutAsync(context)).RunAsync(
            model,
            context.Names.Tags((await context.RevisionAsync()).Commit),
            context.Interrupted
        );
        if (!outcome.HasChanged)
        {
            context.Log.Information(
                "The machines are those of {0} already, revision {1}: nothing was changed.",
                model.Image.Name,
                model.Revision
            );
        }
        foreach (RolledMachine machine in outcome.Machines)
        {
            context.Log.Information("{0}: revision {1}, {2}.", machine.Name, machine.Revision, machine.Why);
        }
        return outcome;
    }

    /// <summary>What Plan shows of the machines; nothing without them.</summary>
    /// <param name="context">The run.</param>
    public static async Task<IReadOnlyList<string>> DriftAsync(BuildContext context)
    {
        if (!context.Settings.Rollout.IsAsked)
        {
            return [];
        }
        try
        {
            RolloutChoice choice = await ChoiceAsync(context);
            FoundImage image = await choice.ChooseAsync(null, context.Interrupted);
            RolloutModel model = await choice.DescribeAsync(image, context.Interrupted);
            return await (await RolloutAsync(context)).DriftAsync(model, context.Interrupted);
        }
        catch (LifeException unknown)
        {
            return [$"Machines: unknown. {unknown.Message}"];
        }
    }

    /// <summary>The record of a rollout.</summary>
    /// <param name="context">The run.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="identity">What the image was built from.</param>
    public static async Task<LifeRecord> RecordAsync(
        BuildContext context,
        RolloutOutcome outcome,
        ImageIdentity identity
    )
    {
        AzureSession azure = await context.ConnectAsync();
        return new LifeRecord
        {
            Action = LifeRecord.Rollout,
            At = context.Time.GetUtcNow(),
            By = (await azure.SignInAsync(context.Interrupted)).Name,
            Reason = outcome.Trouble,
            Image = $"{outcome.Model.Image}",
            Affected = [.. outcome.Replaced.Select(image => new LifeRecordImage(image, null, null, []))],
            Identity = identity,
        };
    }

    private static async Task<MachineRollout> RolloutAsync(BuildContext context) =>
        new(
            await context.ConnectAsync(),
            context.Templates,
            context.Settings,
            new SessionScript(ShippedFiles.PathOf("scripts")),
            line => context.Log.Information("{0}", line)
        );
}
