using Build.Evidence;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Build.Tasks;

/// <summary>Downloads the logs of the image build and writes the evidence that is based on them.</summary>
[TaskName("Logs")]
[TaskDescription("Downloads the build logs, summarises them and writes the evidence.")]
[IsDependentOn(typeof(BuildTask))]
public sealed class LogsTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        TemplateRecord record = TemplateRecord.Read(context.Workspace.Template);
        record.RequireOf(context.Names, context.Workspace.Template);
        ImagePipeline pipeline = await context.PipelineAsync();
        LogDownloadOutcome logs = await DownloadedLogs.DownloadAsync(
            context,
            pipeline,
            ResourceId.Parse(record.TemplateId),
            null,
            context.Interrupted
        );
        foreach (string log in logs.Files)
        {
            context.Log.Information("{0} downloaded.", log);
        }
        foreach (string line in await EvidenceWriting.WriteAsync(context))
        {
            context.Log.Information("{0}", line);
        }
    }
}
