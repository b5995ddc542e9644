using Jumpbox.Evidence;
using Jumpbox.Templates;

namespace Build.Reporting;

/// <summary>The logs of the image build that are home, with their steps under the names that the template gives them.</summary>
public static class HomeLogs
{
    /// <summary>Reads them; what is not there counts as empty.</summary>
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
