using System.Text;
using Jumpbox.Files;

namespace Jumpbox.Pins;

/// <summary>The digests of a mirror, in the format of <c>sha256sum -c</c>.</summary>
internal static class MirrorSums
{
    public const string FileName = "SHA256SUMS";

    private const int DigestLength = 64;

    /// <summary>Writes the list with this run's files and those of earlier runs that still exist.</summary>
    public static void Write(string folder, IReadOnlyList<MirrorOutcome> outcomes)
    {
        _ = Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, FileName);
        SortedDictionary<string, string> sums = new(StringComparer.Ordinal);
        foreach (string line in File.Exists(file) ? File.ReadAllLines(file) : [])
        {
            if (line.Length > DigestLength + 2 && File.Exists(Path.Combine(folder, line[(DigestLength + 2)..])))
            {
                sums[line[(DigestLength + 2)..]] = line[..DigestLength];
            }
        }
        foreach (MirrorOutcome outcome in outcomes)
        {
            _ = sums.Remove(outcome.Path);
            if (outcome.Failure is null)
            {
                sums[outcome.Path] = outcome.Sha256;
            }
        }
        StringBuilder text = new();
        foreach ((string path, string sha256) in sums)
        {
            _ = text.Append(sha256).Append("  ").Append(path).Append('\n');
        }
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
