namespace Jumpbox.Tests.Rehearsal;

/// <summary>What this machine shows of the rehearsals of a cache: mounts, processes, folders of runs.</summary>
internal static class RehearsalTraces
{
    public static IReadOnlyList<string> Of(string cache)
    {
        string runs = Path.Combine(cache, "runs");
        return
        [
            .. Naming(runs),
            .. Directory.Exists(runs)
                ? Directory.EnumerateDirectories(runs).SelectMany(Directory.EnumerateDirectories)
                : [],
        ];
    }

    /// <summary>The mounts and processes that have to do with a folder.</summary>
    public static IReadOnlyList<string> Naming(string folder) =>
        [
            .. Mentions("/proc/self/mountinfo", folder) ? (string[])["a mount of this machine"] : [],
            // A process inside has the overlay among its mounts; one outside names the folder on its command line.
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(process => char.IsDigit(Path.GetFileName(process)[0]))
                .Where(process => Mentions($"{process}/mountinfo", folder) || Mentions($"{process}/cmdline", folder)),
        ];

    /// <summary>The namespaces of a list, each as <c>net:[4026531840]</c>, that a process or a mount still holds.</summary>
    public static IReadOnlyList<string> Holding(IReadOnlyCollection<string> namespaces)
    {
        HashSet<string> held =
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(process => char.IsDigit(Path.GetFileName(process)[0]))
                .SelectMany(NamespacesOf),
        ];
        return [.. namespaces.Where(name => held.Contains(name) || Mentions("/proc/self/mountinfo", name))];
    }

    /// <summary>The namespaces that a process is in, by its folder in /proc.</summary>
    public static IEnumerable<string> NamespacesOf(string process)
    {
        try
        {
            return
            [
                .. Directory
                    .EnumerateFileSystemEntries($"{process}/ns")
                    .Select(name => new FileInfo(name).LinkTarget)
                    .OfType<string>(),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or is another user's.
            return [];
        }
    }

    private static bool Mentions(string file, string text)
    {
        try
        {
            return File.ReadAllText(file).Contains(text, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or is another user's.
            return false;
        }
    }
}
