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
using Jumpbox.Explaining;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Build.Tasks;

/// <summary>Builds the image, or finds the existing one, and records it only after reading it back.</summary>
[TaskName("Build")]
[TaskDescription("Builds the image with live progress, verifies that it exists and records it in image.json.")]
[IsDependentOn(typeof(TemplateTask))]
public sealed class BuildTask(BuildDisplay display) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        TemplateRecord template = TemplateRecord.Read(context.Workspace.Template);
        InterruptedBuild.Forget(context);
        ImagePipeline pipeline = await context.PipelineAsync();
        ImageBuild build = pipeline.Build(template, context.Customizer);
        BuiltImage? image = context.Force ? null : await build.FindAsync(context.Interrupted);
        if (image is not null && ImageRecords.IsRecorded(context, template, image))
        {
            context.Log.Information("{0} was already built from the same content: nothing to do.", image.ImageId);
            if (!DownloadedLogs.Exist(context.Workspace))
            {
                await DownloadLogsAsync(context, pipeline, template, null);
            }
            if (!File.Exists(context.Workspace.File(ReportWriter.HtmlFileName)))
            {
                WriteReport(context);
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
        ImageTemplate? ended = null;
        if (image is null)
        {
            (ended, image) = await RunAsync(
                context,
                pipeline,
                build,
                template,
                BuildAttempt.First(context.Settings.BuildVm)
            );
        }
        DownloadedLogs.Delete(context.Workspace);
        Task logs = DownloadLogsAsync(context, pipeline, template, ended);
        try
        {
            image ??= await build.ReadBackAsync(ended!, context.Interrupted);
            if (!context.Settings.Roles.AreAssignedBefore)
            {
                await pipeline.Aftercare(template).FinishAsync(image, context.Interrupted);
            }
            ImageRecord record = ImageRecords.Create(context, template, image);
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
        _ = ImageRecords.Complete(context, DownloadedLogs.Read(context.Workspace));
        WriteReport(context);
    }

    // Logs and Gate write it again, with what is known by then.
    private static void WriteReport(BuildContext context) =>
        context.Log.Information("{0}", ReportWriting.Write(context, scope: ReportScope.JustBuilt));

    private static Task<LogDownloadOutcome> DownloadLogsAsync(
        BuildContext context,
        ImagePipeline pipeline,
        TemplateRecord template,
        ImageTemplate? seen
    ) =>
        DownloadedLogs.DownloadAsync(
            context,
            pipeline,
            ResourceId.Parse(template.TemplateId),
            seen,
            context.Interrupted
        );

    private async Task<(ImageTemplate Ended, BuiltImage? Late)> RunAsync(
        BuildContext context,
        ImagePipeline pipeline,
        ImageBuild build,
        TemplateRecord template,
        BuildAttempt attempt
    )
    {
        BuildNarration narration = new(template);
        ResourceId id = ResourceId.Parse(template.TemplateId);
        IDisposable? cores = await pipeline.Lease.KeepAsync(id, context.TakeCoresAsync(), context.Interrupted);
        try
        {
            // Earlier builds or attempts may have taken hours.
            await pipeline.Lease.RenewAsync(id, context.Interrupted);
            await new BuildWatch(context, display, pipeline, build, template).FollowAsync(narration, attempt.Size);
        }
        catch (DetachedException)
        {
            // Its machine still has them.
            cores = null;
            throw;
        }
        finally
        {
            cores?.Dispose();
        }
        ImageTemplate ended =
            narration.Template
            ?? throw new CakeException($"No state of image template {template.TemplateName} was received.");
        if (ended.LastRun.State == RunState.Succeeded)
        {
            return (ended, null);
        }
        if (await build.FindLateAsync(ended, context.Interrupted) is { } late)
        {
            return (ended, late);
        }
        DownloadedLogs.Delete(context.Workspace);
        LogDownloadOutcome outcome = await DownloadLogsAsync(context, pipeline, template, ended);
        LogSummary logs = DownloadedLogs.Read(context.Workspace, ended: true);
        if (await BuildAgain.NextAsync(context, logs, ended.LastRun, attempt) is { } next)
        {
            return await RunAsync(context, pipeline, build, template, next);
        }
        await AfterFailureAsync(context, pipeline, template, logs, BuildNarration.RunText(ended.LastRun));
        throw new CakeException(BuildNarration.Verdict(ended, logs, context.Workspace.Logs, outcome.Missing));
    }

    // The cleanup after a successful build also follows a failed one.
    private static async Task AfterFailureAsync(
        BuildContext context,
        ImagePipeline pipeline,
        TemplateRecord template,
        LogSummary logs,
        string runMessage
    )
    {
        foreach (string line in logs.StepLines())
        {
            context.Log.Information("{0}", line);
        }
        _ = ReportWriting.Write(context, scope: ReportScope.Failed, runMessage: runMessage);
        context.Log.Information("Report with the build log: {0}.", context.Workspace.File(ReportWriter.HtmlFileName));
        if (File.Exists(context.Workspace.BlockedTraffic))
        {
            context.Log.Information(
                "If a connection was blocked, the query in {0} shows it, for Log Analytics.",
                context.Workspace.BlockedTraffic
            );
        }
        await CleanUpNarration.RunAsync(context, pipeline, template.ContentHash, context.Interrupted);
    }
}
