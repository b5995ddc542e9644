using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Customizer;
using Jumpbox.Templates;
using Jumpbox.Versioning;

namespace Build.Tasks;

/// <summary>Creates the image template of this content if it does not exist.</summary>
[TaskName("Template")]
[TaskDescription("Creates the image template, named after its content, from lock, scripts and settings.")]
[IsDependentOn(typeof(IdentityTask))]
public sealed class TemplateTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        ImagePipeline pipeline = await context.PipelineAsync();
        CustomizerPlan plan = context.Customizer;
        plan.WriteTo(context.Workspace.Customizer);
        foreach (string warning in context.Pins.Warnings(context.Settings))
        {
            context.Log.Warning("{0}", warning);
        }
        TemplateRecord described = await context.DescribeAsync();
        (RolloutOutcome outcome, TemplateRecord record, ChosenImage image) = await pipeline.Template.EnsureAsync(
            plan,
            described,
            context.Force,
            context.Interrupted
        );
        record.WriteTo(context.Workspace.Template);
        context.Log.Information(
            outcome switch
            {
                RolloutOutcome.AlreadyExisted => "Image template {0} already exists with the same content.",
                RolloutOutcome.Recreated =>
                    "Image template {0} recreated; Azure had failed to create the previous one.",
                _ => "Image template {0} created.",
            },
            record.TemplateName
        );
        context.Log.Information("{0}: {1}.", image.Title, image.Reason);
    }
}
