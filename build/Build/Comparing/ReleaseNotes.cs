using Build.Run;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;

namespace Build.Comparing;

/// <summary>Writes the comparison of a release with the one before it.</summary>
internal static class ReleaseNotes
{
    /// <summary>Writes the notes of the image in the artifacts folder.</summary>
    /// <param name="context">The run.</param>
    /// <param name="image">The image.</param>
    /// <returns>The message.</returns>
    public static string Write(BuildContext context, ImageRecord image)
    {
        foreach (
            string name in (string[])
                [ReleaseComparison.NotesFileName, ReleaseComparison.FileName, ReleaseComparison.HtmlFileName]
        )
        {
            File.Delete(context.Workspace.File(name));
        }
        if (ReleaseChoice.Before(image, ReleaseLookup.History(context).All()) is not { } before)
        {
            return $"No {ReleaseComparison.NotesFileName}: the history of the artifacts folder has no earlier image to compare with.";
        }
        ReleaseComparison.Between(before, ReleaseLookup.Current(context)).WriteTo(context.Workspace.Root);
        return $"{ReleaseComparison.NotesFileName}: compared with {before.Record.ImageId}"
            + (
                before.ReleasedAt is null
                    ? ", which is not known to be released."
                    : $", released {before.ReleasedAt:u}."
            );
    }

    /// <summary>Stores that the image was released, so that the next release is compared with it.</summary>
    /// <param name="context">The run.</param>
    /// <param name="image">The image.</param>
    public static void Remember(BuildContext context, ImageRecord image) =>
        ReleaseLookup.History(context).MarkReleased(image, context.Time.GetUtcNow());
}
