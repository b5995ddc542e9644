using Build.Refreshing;
using Build.Run;
using Cake.Core;
using Cake.Core.Diagnostics;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;
using Jumpbox.Files;
using Jumpbox.Templates;

namespace Build.Ci;

/// <summary>Publishes tasks and their results to a CI system; writes nothing outside CI.</summary>
/// <param name="system">The CI system; null for none.</param>
/// <param name="log">Has the verbosity: without progress there are no groups.</param>
/// <param name="console">Receives the system's commands, which are not log messages.</param>
internal sealed class CiOutput(CiSystem? system, ICakeLog log, IConsole console)
{
    private readonly Action<string> _say = console.WriteLine;
    private CiTarget? _target;
    private int _begun;

    // What the sign-in reads, and a machine may set without the CI system's knowledge. The system's own tokens are hidden anyway.
    private static readonly string[] Secrets =
    [
        "AZURE_CLIENT_SECRET",
        "AZURE_CLIENT_CERTIFICATE_PASSWORD",
        "AZURE_PASSWORD",
    ];

    // What a target wrote for the run's page.
    private static readonly Dictionary<string, string> Pages = new(StringComparer.Ordinal)
    {
        ["Plan"] = Proposal.Plan,
        ["Rehearse"] = Proposal.Rehearsal,
        ["Update"] = Proposal.Changes,
        ["Build"] = ReportWriter.MarkdownFileName,
        ["Logs"] = ReportWriter.MarkdownFileName,
        ["Gate"] = ReportWriter.MarkdownFileName,
        ["Compare"] = ReleaseComparison.NotesFileName,
        ["Release"] = ReleaseComparison.NotesFileName,
    };

    /// <summary>The number of targets of this run, for its progress.</summary>
    public int Count { get; set; }

    /// <summary>The file that a target writes for the run's page; null if it writes none.</summary>
    /// <param name="target">The target.</param>
    public static string? PageOf(string target) => Pages.GetValueOrDefault(target);

    /// <summary>Hides the secrets among the variables of the run.</summary>
    /// <param name="variables">The environment.</param>
    public void Mask(IReadOnlyDictionary<string, string> variables)
    {
        foreach (string name in Secrets)
        {
            if (variables.GetValueOrDefault(name) is { } secret && !string.IsNullOrWhiteSpace(secret))
            {
                system?.Mask(secret, _say);
            }
        }
    }

    /// <summary>Opens the group of a task.</summary>
    /// <param name="task">The task's name.</param>
    public void Begin(string task)
    {
        _target = new CiTarget(Guid.NewGuid(), task, ++_begun, Math.Max(Count, _begun));
        system?.BeginTarget(_target, _say);
        if (system is not null && log.Verbosity > Verbosity.Quiet)
        {
            system.BeginGroup(task, _say);
        }
    }

    /// <summary>Closes the group of a task and publishes the task's results from the artifacts folder.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="succeeded">Whether it succeeded. A failure is published only for Gate, because it is the verdict.</param>
    /// <param name="workspace">The artifacts folder.</param>
    public void End(string task, bool succeeded, Workspace workspace)
    {
        if (system is null)
        {
            return;
        }
        if (log.Verbosity > Verbosity.Quiet)
        {
            system.EndGroup(_say);
        }
        if ((succeeded || task == "Gate") && ValuesAfter(task, succeeded, workspace) is { Count: > 0 } values)
        {
            system.Publish(values, _say);
        }
        if (_target is not null)
        {
            system.EndTarget(_target, succeeded, _say);
        }
        // A successful build continues with Logs, which publishes its report.
        if (
            (task != "Build" || !succeeded)
            && Pages.TryGetValue(task, out string? page)
            && workspace.IsLocked
            && File.Exists(workspace.File(page))
        )
        {
            system.Summarise(workspace.File(page), _say);
        }
    }

    /// <summary>Shows on the run's page why the run failed.</summary>
    /// <param name="lines">The lines; none for nothing to show.</param>
    /// <param name="workspace">The artifacts folder, for the summary.</param>
    public void Fail(IReadOnlyList<string> lines, Workspace workspace)
    {
        if (system is null || lines.Count == 0)
        {
            return;
        }
        foreach (Annotation error in Annotation.Of(lines))
        {
            system.Annotate(error, _say);
        }
        // Without the folder there is only the annotation: it could not be locked, or nothing has begun.
        if (workspace.IsLocked)
        {
            string page = workspace.File("failure.md");
            try
            {
                AtomicFile.Write(page, FailurePage.Of(_target?.Name, lines));
                system.Summarise(page, _say);
            }
            catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
            {
                // A full disk may be why the target failed: the annotation says so.
            }
        }
    }

    /// <summary>Reports to the next CI job that it can attach to a running build.</summary>
    public void PublishResumable() => system?.Publish(new Dictionary<string, string> { ["resumable"] = "true" }, _say);

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
        if (task is "Update")
        {
            // The target deletes what an earlier run left.
            values["changed"] = File.Exists(workspace.File(Proposal.Changes)) ? "true" : "false";
        }
        if (task is "Gate")
        {
            // The target succeeds only if every rule passed; a file could be from another run.
            values["verdict"] = succeeded ? "passed" : "failed";
        }
        return values;
    }
}
