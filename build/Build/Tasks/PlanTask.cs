using Build.Refreshing;
using Build.RollingOut;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Customizer;
using Jumpbox.Egress;
using Jumpbox.Evidence;
using Jumpbox.Files;
using Jumpbox.Planning;
using Jumpbox.Templates;
using Jumpbox.Versioning;

namespace Build.Tasks;

/// <summary>Shows what Build would do. Changes nothing.</summary>
[TaskName("Plan")]
[TaskDescription(
    "Shows what would change, which hosts the build must reach and how long it took last time. Changes nothing."
)]
public sealed class PlanTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        context.Templates.Begin();
        ImagePipeline pipeline = await context.PipelineAsync();
        Planner planner = new(await context.ConnectAsync(), context.Templates, pipeline, context.Settings);
        CustomizerPlan customizer = context.Customizer;
        TemplateRecord described = await context.DescribeAsync();
        (TemplateRecord record, ChosenImage image) = await pipeline.Choice.OfAsync(
            described,
            context.Force,
            context.Interrupted
        );
        EgressList egress = EgressList.For(context.Settings, context.Pins.Catalogue, context.Pins.Lock);
        TimeSpan? expected = ImageRecord.DurationOf(context.Workspace.ImageRecord);
        bool deployed =
            image.Abandons is null && await pipeline.Build(record, customizer).IsDeployedAsync(context.Interrupted);
        RunPlan plan = new(
            record,
            deployed,
            await planner.ChangesAsync(customizer, record, deployed, context.Interrupted),
            CustomizerDifference.Between(await planner.DeployedStepsAsync(context.Interrupted), customizer),
            egress.Hosts,
            expected,
            CostEstimate.Of(context.Settings.Prices, expected)
        )
        {
            Image = $"{image.Title}: {image.Reason}.",
            Machines = await MachineRollouts.DriftAsync(context),
        };
        plan.WriteTo(context.Workspace.File("plan.json"));
        egress.WriteTo(context.Workspace.File("egress"));
        AtomicFile.Write(context.Workspace.File(Proposal.Plan), RunPlanText.Markdown(plan));
        foreach (string line in RunPlanText.Lines(plan))
        {
            context.Log.Information("{0}", line);
        }
    }
}
