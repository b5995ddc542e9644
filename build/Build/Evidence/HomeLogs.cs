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
internal static class HomeLogs
{
    /// <summary>
    /// Brings them home as far as that can be done, and notes why where it cannot: the image and its record do not depend on
    /// them, and the same command tries again.
    /// </summary>
    /// <param name="context">The run.</param>
    /// <param name="pipeline">The chain's collaborators.</param>
    /// <param name="templateId">The template that was built.</param>
    /// <param name="seen">The template as it was seen after the build; null to look at it first.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What came.</returns>
    public static async Task<LogHarvestOutcome> BringAsync(
        BuildContext context,
        ImagePipeline pipeline,
        ResourceId templateId,
        ImageTemplate? seen,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(pipeline);
        LogHarvestOutcome outcome = await pipeline.Logs.TryBringHomeAsync(
            templateId,
            seen,
            context.Workspace.Logs,
            cancellationToken
        );
        if (outcome.Missing is not { } reason)
        {
            NoLog.Remove(context.Workspace.Root);
        }
        else if (!AreHome(context.Workspace))
        {
            new NoLog(reason).WriteTo(context.Workspace.Root);
            context.Log.Warning("The build log could not be downloaded: {0}", reason);
        }
        return outcome;
    }

    /// <summary>Whether a log of the steps is there.</summary>
    /// <param name="workspace">The artifacts folder.</param>
    public static bool AreHome(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return File.Exists(workspace.File(EvidenceFiles.CustomizationLog));
    }

    /// <summary>Forgets the logs of an earlier build: they prove nothing of this one.</summary>
    /// <param name="workspace">The artifacts folder.</param>
    public static void Forget(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
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

    /// <summary>Reads them; what does not exist counts as empty.</summary>
    /// <param name="workspace">The artifacts folder.</param>
    /// <param name="ended">Whether the build is known to have failed.</param>
    public static LogSummary Read(Workspace workspace, bool ended = false)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        LogSummary logs = LogSummary.Read(workspace.Logs, ended);
        if (!File.Exists(workspace.Template))
        {
            return logs;
        }
        TemplateRecord template = TemplateRecord.Read(workspace.Template);
        return logs.Named(template.Customizers, template.Validators);
    }
}
