using Build.Run;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Evidence.Report;

namespace Build.Evidence;

/// <summary>Writes the report: <c>report.html</c> and <c>report.md</c>.</summary>
internal static class ReportWriting
{
    /// <summary>Writes the report from the existing files, also after a failed build.</summary>
    /// <param name="context">The run.</param>
    /// <param name="verdict">The gate's verdict; null before Gate has run.</param>
    /// <param name="scope">Which files are about this build.</param>
    /// <param name="runMessage">The message of a run that failed; null for none.</param>
    /// <param name="revoked">The contents of revoked images, which are not compared with.</param>
    /// <returns>The message.</returns>
    /// <exception cref="EvidenceException">An existing file is invalid.</exception>
    public static string Write(
        BuildContext context,
        GateVerdict? verdict = null,
        ReportScope scope = ReportScope.Everything,
        string? runMessage = null,
        IReadOnlyCollection<string>? revoked = null
    )
    {
        ImageRecord? record =
            scope != ReportScope.Failed && File.Exists(context.Workspace.ImageRecord)
                ? ImageRecord.Read(context.Workspace.ImageRecord)
                : null;
        PreviousImage history = new(context.Workspace.Folder("history"));
        RememberedImage? before = record is null ? null : history.Before(record, revoked);
        ReportModel model = ReportBuilder.Create(
            new ReportInput(
                context.Settings,
                Files(context, scope),
                DownloadedLogs.Read(context.Workspace, ended: record is null),
                verdict,
                before,
                RunTimes.Read(context.Workspace.Root)
            )
            {
                RunMessage = runMessage,
                BlockedTraffic = File.Exists(context.Workspace.BlockedTraffic)
                    ? File.ReadAllText(context.Workspace.BlockedTraffic)
                    : null,
            }
        );
        ReportWriter.WriteTo(context.Workspace.Root, model);
        string now = context.Workspace.File(EvidenceFiles.Bill);
        if (scope == ReportScope.Everything && record is not null && File.Exists(now))
        {
            history.Remember(record, File.ReadAllText(now), SettingsOf(context), model.Scan);
        }
        return $"{ReportWriter.HtmlFileName}: {model.Verdict}";
    }

    // Those that it was built with: a later target, such as Scan or Gate, may be run with others.
    private static IReadOnlyDictionary<string, string> SettingsOf(BuildContext context)
    {
        string written = context.Workspace.File(EvidenceFiles.Settings);
        return File.Exists(written) ? SettingsList.Parse(File.ReadAllText(written)) : SettingsList.Of(context.Settings);
    }

    private static Dictionary<string, byte[]> Files(BuildContext context, ReportScope scope)
    {
        Dictionary<string, byte[]> files = new(EvidenceFiles.Read(context.Workspace.Root));
        string[] earlier = scope switch
        {
            ReportScope.JustBuilt => [EvidenceFiles.Bill],
            ReportScope.Failed => [EvidenceFiles.Image, EvidenceFiles.Bill],
            _ => [],
        };
        foreach (string name in earlier)
        {
            _ = files.Remove(name);
        }
        return files;
    }
}
