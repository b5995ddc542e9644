using Build.Run;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;

namespace Build.Comparing;

/// <summary>Finds the two releases of a comparison: in folders of evidence, or in the history of the artifacts folder.</summary>
internal static class ReleaseLookup
{
    /// <summary>Finds the release that a text means.</summary>
    /// <param name="context">The run.</param>
    /// <param name="text">A folder of evidence, the id or name of an image, its content, or a Git tag.</param>
    /// <exception cref="EvidenceException">There is none, or its evidence is broken.</exception>
    public static async Task<RememberedImage> FindAsync(BuildContext context, string text)
    {
        if (Directory.Exists(text))
        {
            return OfFolder(text);
        }
        return ReleaseChoice.Find(
            text,
            await GitCheckout.CommitOfTagAsync(UserRepository.Root, text, context.Interrupted),
            History(context).All()
        );
    }

    /// <summary>The image of the artifacts folder.</summary>
    /// <param name="context">The run.</param>
    /// <exception cref="EvidenceException">There is none, or its evidence is broken.</exception>
    public static RememberedImage Current(BuildContext context) => OfFolder(context.Workspace.Root);

    /// <summary>The history of the artifacts folder.</summary>
    /// <param name="context">The run.</param>
    public static PreviousImage History(BuildContext context) => new(context.Workspace.Folder("history"));

    // Settings and release are only in the history of the folder.
    private static RememberedImage OfFolder(string folder)
    {
        RememberedImage image = PreviousImage.Read(folder);
        RememberedImage? stored = new PreviousImage(Path.Combine(folder, "history"))
            .All()
            .FirstOrDefault(one =>
                one.Record.ContentHash == image.Record.ContentHash && one.Record.Run == image.Record.Run
            );
        return image with { Settings = image.Settings ?? stored?.Settings, ReleasedAt = stored?.ReleasedAt };
    }
}
