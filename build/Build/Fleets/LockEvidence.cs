using Build.Run;
using Jumpbox.Evidence;
using Jumpbox.Files;

namespace Build.Fleets;

/// <summary>
/// The result of Check, which verifies the lock once for all images: each image's evidence has a copy, which its gate judges.
/// </summary>
internal static class LockEvidence
{
    /// <summary>Copies it into the folders of images that have none, or an older one.</summary>
    /// <param name="artifacts">The artifacts folder of all images.</param>
    /// <param name="images">The images.</param>
    public static void HandOver(string artifacts, IEnumerable<string> images)
    {
        FileInfo common = new(Path.Combine(artifacts, EvidenceFiles.LockCheck));
        if (!common.Exists)
        {
            return;
        }
        foreach (string image in images)
        {
            FileInfo own = new(Path.Combine(artifacts, FleetMember.FolderOf(image), common.Name));
            if (!own.Exists || own.LastWriteTimeUtc < common.LastWriteTimeUtc)
            {
                own.Directory!.Create();
                AtomicFile.Write(own.FullName, File.ReadAllText(common.FullName));
            }
        }
    }
}
