using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;

namespace Build.Scanning;

/// <summary>
/// A folder of advisories: OSV's exports (<c>Ubuntu/all.zip</c>, <c>Go/all.zip</c>) at any depth, and OSV records as single files.
/// Source: https://google.github.io/osv.dev/data.
/// </summary>
internal static class AdvisoryFolder
{
    private const string Cure =
        "Set scan.advisories to a folder with OSV's exports, for example Ubuntu/all.zip and Go/all.zip.";

    /// <summary>Lets a scan take every advisory of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="scan">The scan.</param>
    /// <exception cref="EvidenceException">It does not exist, is empty, or a file is damaged.</exception>
    public static void Read(string folder, BillScan scan)
    {
        if (!Directory.Exists(folder))
        {
            throw new EvidenceException($"The folder of advisories '{folder}' does not exist. {Cure}");
        }
        try
        {
            ReadAll(folder, scan);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException(
                $"The advisories in '{folder}' cannot be read: {failure.Message} {Cure}",
                failure
            );
        }
    }

    private static void ReadAll(string folder, BillScan scan)
    {
        EnumerationOptions options = new()
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            // What cannot be read must not be missing without a word.
            IgnoreInaccessible = false,
        };
        string[] files =
        [
            .. Directory
                .EnumerateFiles(folder, "*", options)
                .Where(file => IsOf(file, ".zip") || IsOf(file, ".json"))
                .Order(StringComparer.Ordinal),
        ];
        if (files.Length == 0)
        {
            throw new EvidenceException($"The folder of advisories '{folder}' has no .zip and no .json. {Cure}");
        }
        foreach (string file in files)
        {
            ReadFile(file, scan);
        }
    }

    private static bool IsOf(string file, string extension) =>
        Path.GetExtension(file).Equals(extension, StringComparison.OrdinalIgnoreCase);

    private static void ReadFile(string path, BillScan scan)
    {
        if (IsOf(path, ".json"))
        {
            // Of an export that was unpacked nothing shows that all of it was.
            scan.Take(File.ReadAllBytes(path), path, isOfExport: false);
            return;
        }
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1024 * 1024);
        new ZipMembers(file, path).Read(
            (name, bytes) =>
            {
                if (IsOf(name, ".json"))
                {
                    scan.Take(bytes, $"{path}/{name}");
                }
            }
        );
    }
}
