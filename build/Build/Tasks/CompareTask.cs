using Build.Arguments;
using Build.Comparing;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Boundaries;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;

namespace Build.Tasks;

/// <summary>Compares two releases, and writes release notes, JSON and a page. Changes nothing.</summary>
[TaskName("Compare")]
[TaskDescription("Compares two releases, --from and --to; writes release-notes.md, compare.json and compare.html.")]
public sealed class CompareTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        RememberedImage to = context.Given.Text(CommandLine.To) is { } later
            ? (await ReleaseLookup.FindAsync(context, later)).Image
                ?? throw new EvidenceException(
                    $"The folder '{PlainText.Line(later)}' has no evidence of a release. Pass one that has."
                )
            : ReleaseLookup.Current(context);
        EarlierRelease from =
            context.Given.Text(CommandLine.From) is { } earlier ? await ReleaseLookup.FindAsync(context, earlier)
            : ReleaseChoice.Before(to.Record, ReleaseLookup.History(context).All()) is { } before
                ? EarlierRelease.Of(before)
            : throw new EvidenceException(
                $"The history of the artifacts folder has no image before {to.Record.ImageId}. Pass one with --from=FOLDER, a folder "
                    + "with its evidence."
            );
        ReleaseComparison comparison = ReleaseComparison.Between(from, to);
        comparison.WriteTo(context.Workspace.Root);
        context.Log.Information(
            "{0}: {1}, {2}.",
            ReleaseComparison.NotesFileName,
            comparison.To.Name,
            comparison.Subject
        );
        if (from.Image is { } older)
        {
            context.Log.Information("From {0} to {1}:", older.Record.ImageId, to.Record.ImageId);
        }
        foreach (string line in comparison.Lines())
        {
            context.Log.Information("{0}", line);
        }
    }
}
