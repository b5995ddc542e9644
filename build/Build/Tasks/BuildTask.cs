using Build.Reporting;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Azure.Chain;
using Jumpbox.Evidence;
using Jumpbox.Report;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Build.Tasks;

/// <summary>Builds the image, or recognises the one that is there, and records it only after it was read back.</summary>
[TaskName("Build")]
[TaskDescription("Builds the image, shows live progress, reads the image back and records it in image.json.")]
[IsDependentOn(typeof(TemplateTask))]
public sealed class BuildTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        TemplateRecord template = TemplateRecord.Read(context.Workspace.Template);
        ImagePipeline pipeline = await context.PipelineAsync();
        ImageBuild build = pipeline.Build(template);
        BuiltImage? image = context.Force ? null : await build.FindAsync(context.Interrupted);
        if (image is not null && ImageRecords.IsRecorded(context, template, image))
        {
            context.Log.Information("{0} is built already, from the same content: nothing to do.", image.ImageId);
            return;
        }
        if (image is { Started: null })
        {
            context.Log.Information(
                "{0} is there, but nothing tells of its build any more: its record needs a new build.",
                image.ImageId
            );
            image = null;
        }
        image ??= await RunAsync(context, pipeline, build, template);
        await build.NoteRunAsync(image, context.Interrupted);
        ImageRecord record = ImageRecords.Make(context, template, image);
        record.WriteTo(context.Workspace.ImageRecord);
        context.Log.Information("{0} was read back; the record is {1}.", record.ImageId, context.Workspace.ImageRecord);
    }

    private static async Task<BuiltImage> RunAsync(
        BuildContext context,
        ImagePipeline pipeline,
        ImageBuild build,
        TemplateRecord template
    )
    {
        BuildNarration narration = new(template);
        await new BuildWatch(context, pipeline, build, template).FollowAsync(narration);
        ImageTemplate ended =
            narration.Template ?? throw new CakeException($"Nothing was seen of {template.TemplateName}.");
        Task logsHome = pipeline.Logs.BringHomeAsync(ended, context.Workspace.Logs, context.Interrupted);
        if (ended.LastRun.State != RunState.Succeeded)
        {
            await logsHome;
            LogSummary logs = HomeLogs.Read(context.Workspace, ended: true);
            await AfterFailureAsync(context, pipeline, template, logs);
            throw new CakeException(BuildNarration.Verdict(ended, logs, context.Workspace.Logs));
        }
        Task<BuiltImage> readBack = build.ReadBackAsync(ended, context.Interrupted);
        await Task.WhenAll(logsHome, readBack);
        return await readBack;
    }

    // What is asked for when all goes well is asked for when it does not.
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
        context.Log.Information("{0} tells it with the log.", context.Workspace.File(ReportWriter.HtmlFileName));
        await CleanUpNarration.RunAsync(context, pipeline, template.ContentHash, context.Interrupted);
    }
}
