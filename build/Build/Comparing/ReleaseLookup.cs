using Build.Arguments;
using Build.Run;
using Jumpbox.Boundaries;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;

namespace Build.Comparing;

/// <summary>Finds the two releases of a comparison: in folders of evidence, or in the history of the artifacts folder.</summary>
internal static class ReleaseLookup
{
    /// <summary>Finds the release that a text means.</summary>
    /// <param name="context">The run.</param>
    /// <param name="text">A folder of evidence, the id or name of an image, its content, or a Git tag.</param>
    /// <returns>The release, or what the folder says in its place.</returns>
    /// <exception cref="EvidenceException">There is none, or its evidence is broken.</exception>
    public static async Task<EarlierRelease> FindAsync(BuildContext context, string text) =>
        Directory.Exists(text)
            ? EarlierRelease.OfFolder(text)
                ?? throw new EvidenceException(
                    $"The folder '{PlainText.Line(text)}' has no {EvidenceFiles.Image}, so it is no evidence of a release. Download the "
                        + $"artifact of the run that built or released it, and pass the folder that has its {EvidenceFiles.Image}."
                )
            : EarlierRelease.Of(
                ReleaseChoice.Find(
                    text,
                    await GitCheckout.CommitOfTagAsync(UserRepository.Root, text, context.Interrupted),
                    History(context).All()
                )
            );

    /// <summary>The release before the one to be released: that of <c>--from</c>, otherwise the last one of the history.</summary>
    /// <param name="context">The run.</param>
    /// <param name="image">The image to be released.</param>
    /// <returns>The release; unknown if a folder has no evidence, or broken one: a release does not wait for its notes.</returns>
    /// <exception cref="EvidenceException"><c>--from</c> names neither a folder nor a known release.</exception>
    public static async Task<EarlierRelease> BeforeAsync(BuildContext context, ImageRecord image)
    {
        if (context.Given.Text(CommandLine.From) is not { } given)
        {
            return ReleaseChoice.Before(image, History(context).All()) is { } before
                ? EarlierRelease.Of(before)
                : EarlierRelease.OfNone("the history of the artifacts folder has no earlier image");
        }
        try
        {
            EarlierRelease found = await FindAsync(context, given);
            // The last run that released it: a second release of an image is no release after it.
            return
                found.Image?.Record is { } record && (record.ContentHash, record.Run) == (image.ContentHash, image.Run)
                ? EarlierRelease.OfUnknown(
                    "the newest evidence of a release is of this image itself, whose first release has the notes"
                )
                : found;
        }
        catch (EvidenceException broken) when (Directory.Exists(given))
        {
            return EarlierRelease.OfUnknown(broken.Message);
        }
    }

    /// <summary>The image of the artifacts folder.</summary>
    /// <param name="context">The run.</param>
    /// <exception cref="EvidenceException">There is none, or its evidence is broken.</exception>
    public static RememberedImage Current(BuildContext context) => PreviousImage.OfEvidence(context.Workspace.Root);

    /// <summary>The history of the artifacts folder.</summary>
    /// <param name="context">The run.</param>
    public static PreviousImage History(BuildContext context) => new(context.Workspace.Folder("history"));
}
