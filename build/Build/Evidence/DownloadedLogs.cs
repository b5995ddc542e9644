using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Azure;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Log;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Build.Evidence;

/// <summary>The downloaded logs of the image build, with the step names of the template.</summary>
internal static class DownloadedLogs
{
    /// <summary>
    /// Downloads the logs if possible, otherwise records the reason: the image and its record do not depend on them, and the
    /// same command tries again.
    /// </summary>
    /// <returns>The outcome.</returns>
    public static async Task<LogDownloadOutcome> DownloadAsync(
        BuildContext context,
        ImagePipeline pipeline,
        ResourceId templateId,
        ImageTemplate? seen,
        CancellationToken cancellationToken
    )
    {
        LogDownloadOutcome outcome = await pipeline.Logs.TryDownloadAsync(
            templateId,
            seen,
            context.Workspace.Logs,
            cancellationToken
        );
        if (outcome.Missing is not { } reason)
        {
            NoLog.Remove(context.Workspace.Root);
        }
        else if (!Exist(context.Workspace))
        {
            new NoLog(reason).WriteTo(context.Workspace.Root);
            context.Log.Warning("The build log could not be downloaded: {0}", reason);
        }
        return outcome;
    }

    /// <summary>Whether the log of the steps has been downloaded.</summary>
    public static bool Exist(Workspace workspace) => File.Exists(workspace.File(EvidenceFiles.CustomizationLog));

    /// <summary>Deletes the logs of an earlier build, which prove nothing about this one.</summary>
    public static void Delete(Workspace workspace)
    {
        if (!Directory.Exists(workspace.File("logs")))
        {
            return;
        }
        foreach (
            string name in (string[])[EvidenceFiles.CustomizationLog, EvidenceFiles.ValidationLog, EvidenceFiles.NoLog]
        )
        {
            File.Delete(workspace.File(name));
        }
    }

    /// <summary>Reads the logs; a missing one counts as empty.</summary>
    /// <param name="workspace">The artifacts folder.</param>
    /// <param name="ended">Whether the build is known to have failed.</param>
    public static LogSummary Read(Workspace workspace, bool ended = false)
    {
        LogSummary logs = LogSummary.Read(workspace.Logs, ended);
        if (!File.Exists(workspace.Template))
        {
            return logs;
        }
        TemplateRecord template = TemplateRecord.Read(workspace.Template);
        return logs.Named(template.Customizers, template.Validators);
    }
}
