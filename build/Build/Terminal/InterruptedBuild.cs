using System.Globalization;
using Build.Run;
using Jumpbox.Boundaries;
using Jumpbox.Cleaning;
using Jumpbox.Files;
using Jumpbox.Templates;

namespace Build.Terminal;

/// <summary>
/// What an interrupted run leaves within the signal's own moment, before anything that takes time: agents of GitHub Actions and Azure
/// Pipelines send SIGINT, after 7.5 s SIGTERM and after another 2.5 s SIGKILL (actions/runner and azure-pipelines-agent,
/// ProcessInvoker), and upload the artifacts folder afterwards.
/// </summary>
internal static class InterruptedBuild
{
    /// <summary>Says what continues, and how to go on.</summary>
    public const string NoteName = "interrupted.md";

    /// <summary>The output of the build until the signal.</summary>
    public const string LogName = "live.log";

    /// <summary>Writes note and log; a folder that cannot be written does not matter any more.</summary>
    /// <param name="context">The run.</param>
    /// <param name="template">The template that is built.</param>
    /// <param name="narration">The state of the build.</param>
    public static void Leave(BuildContext context, TemplateRecord template, BuildNarration narration) =>
        Write(
            context,
            narration,
            Note(
                context,
                template,
                narration,
                "a signal ended this run during the image build of",
                "The run then asked Azure to cancel the build. If the job ended before Azure had answered, the build continues"
            )
        );

    /// <summary>Writes both for a run that is killed without a signal. It is forgotten or replaced when the run ends otherwise.</summary>
    /// <param name="context">The run.</param>
    /// <param name="template">The template that is built.</param>
    /// <param name="narration">The state of the build.</param>
    public static void Foresee(BuildContext context, TemplateRecord template, BuildNarration narration) =>
        Write(
            context,
            narration,
            Note(
                context,
                template,
                narration,
                "this run was in the image build of",
                "This note is deleted when the run ends by itself: where it remains, the run was killed, or failed while the build "
                    + "went on. The build continues"
            )
        );

    private static void Write(BuildContext context, BuildNarration narration, string note)
    {
        try
        {
            _ = Directory.CreateDirectory(context.Workspace.Logs);
            AtomicFile.Write(
                Path.Combine(context.Workspace.Logs, LogName),
                Redaction.Scrub(PlainText.Lines(narration.Log))
            );
            AtomicFile.Write(context.Workspace.File(NoteName), note);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException) { }
    }

    /// <summary>Deletes what an earlier run left.</summary>
    /// <param name="context">The run.</param>
    public static void Forget(BuildContext context)
    {
        File.Delete(context.Workspace.File(NoteName));
        if (Directory.Exists(context.Workspace.Logs))
        {
            File.Delete(Path.Combine(context.Workspace.Logs, LogName));
        }
    }

    /// <summary>
    /// Deletes the note once the template that it names is deleted: nothing continues then. The output stays, because it may be all that
    /// there is of the log.
    /// </summary>
    /// <param name="context">The run.</param>
    /// <param name="items">The outcome of the cleanup.</param>
    public static void Settle(BuildContext context, IReadOnlyList<CleanedItem> items)
    {
        string note = context.Workspace.File(NoteName);
        if (!File.Exists(note))
        {
            return;
        }
        string text = File.ReadAllText(note);
        if (
            items.Any(item =>
                item.Outcome == CleanedOutcome.Removed
                && item.Id.Contains("/imageTemplates/", StringComparison.OrdinalIgnoreCase)
                && text.Contains(
                    $" {PlainText.Markdown(item.Id[(item.Id.LastIndexOf('/') + 1)..])}.",
                    StringComparison.Ordinal
                )
            )
        )
        {
            File.Delete(note);
        }
    }

    private static string Note(
        BuildContext context,
        TemplateRecord template,
        BuildNarration narration,
        string what,
        string end
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Interrupted

            At {context.Time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC {what} {PlainText.Markdown(template.TemplateName)}.

            - Phase: {PlainText.Markdown(narration.Phase.Length > 0 ? narration.Phase : "not known yet")}
            - Last output: {PlainText.Markdown(narration.LastLine.Length > 0 ? narration.LastLine : "none")}
            - The output until then is in `logs/{LogName}`.

            {end}, and costs money until it ends: run the same command again, with this folder, to attach to it, or
            `--target=Cleanup --cleanup=template` to delete it.

            """
        );
}
