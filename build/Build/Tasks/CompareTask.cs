using Build.Arguments;
using Build.Comparing;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
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
            ? await ReleaseLookup.FindAsync(context, later)
            : ReleaseLookup.Current(context);
        RememberedImage from = context.Given.Text(CommandLine.From) is { } earlier
            ? await ReleaseLookup.FindAsync(context, earlier)
            : ReleaseChoice.Before(to.Record, ReleaseLookup.History(context).All())
                ?? throw new EvidenceException(
                    $"The history of the artifacts folder has no image before {to.Record.ImageId}. Pass one with --from=FOLDER, a folder "
                        + "with its evidence."
                );
        ReleaseComparison comparison = ReleaseComparison.Between(from, to);
        comparison.WriteTo(context.Workspace.Root);
        context.Log.Information(
            "{0}: {1}, compared with {2}.",
            ReleaseComparison.NotesFileName,
            comparison.To.Name,
            comparison.From.Name
        );
        context.Log.Information("From {0} to {1}:", from.Record.ImageId, to.Record.ImageId);
        foreach (string line in comparison.Lines())
        {
            context.Log.Information("{0}", line);
        }
    }
}
