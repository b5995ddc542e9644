using System.Text.Json;
using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>
/// What a user adds to the image: scripts in <c>steps/before-STEP</c> and <c>steps/after-STEP</c>, run in the order of their
/// names, and the files that <c>files/manifest.json</c> lists.
/// </summary>
/// <param name="Steps">The scripts.</param>
/// <param name="Files">The files.</param>
public sealed record OwnContents(IReadOnlyList<OwnStep> Steps, IReadOnlyList<OwnFile> Files)
{
    /// <summary>The folder of the scripts.</summary>
    public const string StepsFolder = "steps";

    /// <summary>The manifest of the files.</summary>
    public const string Manifest = "files/manifest.json";

    // Bicep reads all steps from one file of 1,048,576 characters, in which a file takes four characters for three bytes.
    private const int LargestFile = 262_144;
    private const int LargestSum = 524_288;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Nothing.</summary>
    public static OwnContents None { get; } = new([], []);

    /// <summary>Reads the folders of a repository; missing folders mean nothing.</summary>
    /// <param name="root">The repository's root.</param>
    /// <exception cref="SettingsException">A script or file cannot be used; the message lists all problems.</exception>
    public static OwnContents Read(string root)
    {
        List<string> problems = [];
        OwnContents own = new(ReadSteps(root, problems), ReadFiles(root, problems));
        problems.AddRange(own.Problems());
        return problems.Count == 0
            ? own
            : throw new SettingsException(
                $"The image's own contents cannot be used:\n  {string.Join("\n  ", problems.Distinct())}"
            );
    }

    /// <summary>What is wrong with the contents, whatever the plan is.</summary>
    internal IEnumerable<string> Problems()
    {
        foreach (OwnStep step in Steps)
        {
            foreach (string problem in step.Problems())
            {
                yield return $"{step.File}{problem}";
            }
        }
        foreach (OwnFile file in Files)
        {
            foreach (string problem in file.Problems())
            {
                yield return $"{Manifest}: {file.Source}: {problem}";
            }
            if (file.Content.Length > LargestFile)
            {
                yield return $"files/{file.Source} has {file.Content.Length} bytes, and a template takes files up to "
                    + $"{LargestFile}: put it into storage and download it in a step that verifies its SHA-256";
            }
        }
        int sum = Files.Sum(file => file.Content.Length);
        if (sum > LargestSum)
        {
            yield return $"all files together have {sum} bytes, and a template takes {LargestSum}: put the largest into storage";
        }
        foreach (IGrouping<string, OwnFile> same in Files.GroupBy(file => file.Target).Where(same => same.Count() > 1))
        {
            yield return $"{Manifest}: {same.Count()} files have the target {same.Key}";
        }
    }

    private static List<OwnStep> ReadSteps(string root, List<string> problems)
    {
        List<OwnStep> steps = [];
        string folder = Path.Combine(root, StepsFolder);
        if (!Directory.Exists(folder))
        {
            return steps;
        }
        foreach (string path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            string[] place = name.Split('-', 2);
            if (!Directory.Exists(path) || place is not ["before" or "after", { Length: > 0 }])
            {
                problems.Add(
                    $"{StepsFolder}/{name}: expected a folder before-STEP or after-STEP, for example after-install-tools"
                );
                continue;
            }
            foreach (string file in Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal))
            {
                string relative = $"{StepsFolder}/{name}/{Path.GetFileName(file)}";
                if (Directory.Exists(file))
                {
                    problems.Add($"{relative}: a folder, expected a script");
                    continue;
                }
                string text = File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal);
                steps.Add(new OwnStep(relative, place[0] == "before", place[1], text.TrimEnd('\n').Split('\n')));
            }
        }
        return steps;
    }

    private static List<OwnFile> ReadFiles(string root, List<string> problems)
    {
        string manifest = Path.Combine(root, Manifest);
        if (!File.Exists(manifest))
        {
            if (Directory.Exists(Path.GetDirectoryName(manifest)))
            {
                problems.Add($"{Manifest} is missing: it lists each file with its target");
            }
            return [];
        }
        ManifestEntry[] entries;
        try
        {
            entries = JsonSerializer.Deserialize<ManifestEntry[]>(File.ReadAllText(manifest), Json) ?? [];
        }
        catch (JsonException broken)
        {
            problems.Add($"{Manifest}: {broken.Message}");
            return [];
        }
        string folder = Path.GetFullPath(Path.GetDirectoryName(manifest)!);
        List<OwnFile> files = [];
        foreach (ManifestEntry entry in entries)
        {
            string source = entry.Source ?? "";
            string path = Path.GetFullPath(Path.Combine(folder, source));
            if (
                source.Length == 0
                || !path.StartsWith($"{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            )
            {
                problems.Add($"{Manifest}: the source '{source}' is not a file below files");
            }
            else if (!File.Exists(path))
            {
                problems.Add($"{Manifest}: the source files/{source} does not exist");
            }
            else
            {
                string target = entry.Target ?? (entry.Trust ? $"{OwnFile.TrustFolder}{Path.GetFileName(source)}" : "");
                files.Add(
                    new OwnFile(
                        source,
                        target,
                        entry.Owner ?? "root",
                        entry.Group ?? "root",
                        entry.Mode ?? "0644",
                        entry.Trust,
                        new FileInfo(path).Length > LargestFile ? new byte[LargestFile + 1] : File.ReadAllBytes(path)
                    )
                );
            }
        }
        HashSet<string> listed = [.. entries.Select(entry => entry.Source ?? ""), "manifest.json"];
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (!listed.Contains(name))
            {
                problems.Add(
                    $"files/{name} is not in {Manifest}, so it would not reach the image: list it or delete it"
                );
            }
        }
        return files;
    }

    private sealed record ManifestEntry(
        string? Source,
        string? Target,
        string? Owner,
        string? Group,
        string? Mode,
        bool Trust
    );
}
