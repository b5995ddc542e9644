using Build.Evidence;
using Build.Run;
using Build.Terminal;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Report;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Build.Tasks;

/// <summary>Builds the image, or recognises the one that is there, and records it only after it was read back.</summary>
[TaskName("Build")]
[TaskDescription("Builds the image with live progress, verifies that it exists and records it in image.json.")]
[IsDependentOn(typeof(TemplateTask))]
public sealed class BuildTask(BuildDisplay display) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        TemplateRecord template = TemplateRecord.Read(context.Workspace.Template);
        ImagePipeline pipeline = await context.PipelineAsync();
        ImageBuild build = pipeline.Build(template, await context.CustomizerAsync());
        BuiltImage? image = context.Force ? null : await build.FindAsync(context.Interrupted);
        if (image is not null && ImageRecords.IsRecorded(context, template, image))
        {
            context.Log.Information("{0} was already built from the same content: nothing to do.", image.ImageId);
            if (!HomeLogs.AreHome(context.Workspace))
            {
                await BringLogsAsync(context, pipeline, template, null);
            }
            return;
        }
        if (image is { Started: null })
        {
            context.Log.Information(
                "{0} exists, but no record of its build is left: building it again to create one.",
                image.ImageId
            );
            image = null;
        }
        ImageTemplate? ended = image is null ? await RunAsync(context, pipeline, build, template) : null;
        HomeLogs.Forget(context.Workspace);
        Task logs = BringLogsAsync(context, pipeline, template, ended);
        try
        {
            image ??= await build.ReadBackAsync(ended!, context.Interrupted);
            await build.NoteRunAsync(image, context.Interrupted);
            ImageRecord record = ImageRecords.Make(context, template, image);
            record.WriteTo(context.Workspace.ImageRecord);
            context.Log.Information(
                "Image {0} created and verified; recorded in {1}.",
                record.ImageId,
                context.Workspace.ImageRecord
            );
        }
        finally
        {
            await logs;
        }
        _ = ImageRecords.Complete(context, HomeLogs.Read(context.Workspace));
    }

    private static Task<LogHarvestOutcome> BringLogsAsync(
        BuildContext context,
        ImagePipeline pipeline,
        TemplateRecord template,
        ImageTemplate? seen
    ) => HomeLogs.BringAsync(context, pipeline, ResourceId.Parse(template.TemplateId), seen, context.Interrupted);

    private async Task<ImageTemplate> RunAsync(
        BuildContext context,
        ImagePipeline pipeline,
        ImageBuild build,
        TemplateRecord template
    )
    {
        BuildNarration narration = new(template);
        await new BuildWatch(context, display, pipeline, build, template).FollowAsync(narration);
        ImageTemplate ended =
            narration.Template
            ?? throw new CakeException($"No state of image template {template.TemplateName} was received.");
        if (ended.LastRun.State == RunState.Succeeded)
        {
            return ended;
        }
        HomeLogs.Forget(context.Workspace);
        LogHarvestOutcome outcome = await BringLogsAsync(context, pipeline, template, ended);
        LogSummary logs = HomeLogs.Read(context.Workspace, ended: true);
        await AfterFailureAsync(context, pipeline, template, logs);
        throw new CakeException(BuildNarration.Verdict(ended, logs, context.Workspace.Logs, outcome.Missing));
    }

    // The clean-up that follows a successful build also follows a failed one.
    private static async Task AfterFailureAsync(
        BuildContext context,
        ImagePipeline pipeline,
        TemplateRecord template,
        LogSummary logs
    )
    {
        foreach (string line in logs.StepLines())
        {
            context.Log.Information("{0}", line);
        }
        _ = ReportWriting.Write(context);
        context.Log.Information("Report with the build log: {0}.", context.Workspace.File(ReportWriter.HtmlFileName));
        await CleanUpNarration.RunAsync(context, pipeline, template.ContentHash, context.Interrupted);
    }
}
