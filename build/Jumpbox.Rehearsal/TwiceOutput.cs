using System.Text;
using Jumpbox.Files;
using Jumpbox.Reproducing;

namespace Jumpbox.Rehearsal;

/// <summary>The files that compare two rehearsals.</summary>
internal static class TwiceOutput
{
    public const string Summary = "twice.json";
    public const string List = "differences.txt";

    public static void Write(string folder, TwiceResult result)
    {
        StringBuilder list = new();
        foreach (TreeDifference difference in result.Differences)
        {
            string allowed = difference.AllowedBecause is string reason ? $"\tallowed: {reason}" : "";
            _ = list.Append(
                $"{difference.Kind}\t{difference.Path}\t{difference.First}\t{difference.Second}{allowed}\n"
            );
            foreach (string line in difference.Lines)
            {
                _ = list.Append($"\t{line}\n");
            }
        }
        AtomicFile.Write(Path.Combine(folder, List), list.ToString());
        var summary = new
        {
            SchemaVersion = 1,
            result.Verdict,
            SourceDateEpoch = result.First.Epoch,
            First = Root(result.First, Surroundings.First),
            Second = result.Second is null ? null : Root(result.Second, Surroundings.Second),
            result.Differences,
            NotShown = Limitations.OfTwo,
        };
        AtomicFile.Write(Path.Combine(folder, Summary), RehearsalOutput.Json(summary));
    }

    private static object Root(RehearsalResult result, Surroundings around) =>
        new
        {
            result.Started,
            around.HostName,
            around.TimeZone,
            around.Umask,
            result.TreeDigest,
            Entries = result.Tree?.Entries.Count,
            Unknown = result.TreeUnknown,
        };
}
