using Build.Run;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;

namespace Build.Comparing;

/// <summary>Writes the comparison of a release with the one before it.</summary>
internal static class ReleaseNotes
{
    /// <summary>Writes the notes of the image in the artifacts folder.</summary>
    /// <param name="context">The run.</param>
    /// <param name="before">The release before.</param>
    /// <param name="cloud">The other images that the cloud shows as released.</param>
    /// <returns>The message.</returns>
    public static string Write(BuildContext context, EarlierRelease before, ReleasedImages cloud)
    {
        ReleaseComparison comparison = ReleaseComparison.Between(before.With(cloud), ReleaseLookup.Current(context));
        comparison.WriteTo(context.Workspace.Root);
        return $"{ReleaseComparison.NotesFileName}: {comparison.Subject}.";
    }

    /// <summary>Stores that the image was released, so that the next release is compared with it.</summary>
    /// <param name="context">The run.</param>
    /// <param name="image">The image.</param>
    public static void Remember(BuildContext context, ImageRecord image) =>
        ReleaseLookup.History(context).MarkReleased(image, context.Time.GetUtcNow());
}
