using Build.Run;
using Cake.Core;
using Cake.Core.Diagnostics;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;
using Jumpbox.Templates;

namespace Build.Ci;

/// <summary>Publishes tasks and their results to a CI system; writes nothing outside CI.</summary>
internal sealed class CiOutput
{
    private readonly CiSystem? _system;
    private readonly ICakeLog _log;
    private readonly Action<string> _say;

    /// <summary>Creates the output for a system.</summary>
    /// <param name="system">The CI system; null for none.</param>
    /// <param name="log">Has the verbosity: without progress there are no groups.</param>
    /// <param name="console">Receives the system's commands, which are not log messages.</param>
    public CiOutput(CiSystem? system, ICakeLog log, IConsole console)
    {
        _system = system;
        _log = log;
        _say = console.WriteLine;
    }

    /// <summary>Opens the group of a task.</summary>
    /// <param name="task">The task's name.</param>
    public void Begin(string task)
    {
        if (_system is not null && _log.Verbosity > Verbosity.Quiet)
        {
            _system.BeginGroup(task, _say);
        }
    }

    /// <summary>Closes the group of a task and publishes the task's results from the artifacts folder.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="succeeded">Whether it succeeded. A failure is published only for Gate, because it is the verdict.</param>
    /// <param name="workspace">The artifacts folder.</param>
    public void End(string task, bool succeeded, Workspace workspace)
    {
        if (_system is null)
        {
            return;
        }
        if (_log.Verbosity > Verbosity.Quiet)
        {
            _system.EndGroup(_say);
        }
        if ((succeeded || task == "Gate") && ValuesAfter(task, succeeded, workspace) is { Count: > 0 } values)
        {
            _system.Publish(values, _say);
        }
        // A failed build has a report too, but does not reach Logs, which otherwise publishes it.
        if (
            (succeeded ? task is "Logs" or "Gate" : task is "Build" or "Gate")
            && workspace.File(ReportWriter.MarkdownFileName) is var report
            && File.Exists(report)
        )
        {
            _system.Summarise(report, _say);
        }
    }

    /// <summary>Shows on the run's page why the run failed.</summary>
    /// <param name="lines">The lines; none for nothing to show.</param>
    public void Fail(IReadOnlyList<string> lines)
    {
        foreach (Annotation error in Annotation.Of(lines))
        {
            _system?.Annotate(error, _say);
        }
    }

    /// <summary>Reports to the next CI job that it can attach to a running build.</summary>
    public void PublishResumable() => _system?.Publish(new Dictionary<string, string> { ["resumable"] = "true" }, _say);

    private static SortedDictionary<string, string> ValuesAfter(string task, bool succeeded, Workspace workspace)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        if (task is "Template" or "Build" && File.Exists(workspace.Template))
        {
            TemplateRecord template = TemplateRecord.Read(workspace.Template);
            values["templateName"] = template.TemplateName;
            values["contentHash"] = template.ContentHash;
        }
        if (task is "Build" && File.Exists(workspace.ImageRecord))
        {
            values["imageId"] = ImageRecord.Read(workspace.ImageRecord).ImageId;
        }
        if (task is "Images")
        {
            values["images"] = File.ReadAllText(workspace.File("images.json")).Trim();
        }
        if (task is "Gate")
        {
            // The target succeeds only if every rule passed; a file could be from another run.
            values["verdict"] = succeeded ? "passed" : "failed";
        }
        return values;
    }
}
