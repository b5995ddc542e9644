using Jumpbox.Customizer;
using Jumpbox.Settings;

namespace Jumpbox.Smoke;

/// <summary>A script of the user's in <c>scripts/smoke</c>, which runs as root on a machine started from the image.</summary>
/// <param name="File">Its path in the repository, with slashes.</param>
/// <param name="Lines">The script. A first line <c>#!</c> chooses the interpreter; without one it is <c>/bin/sh -e</c>.</param>
public sealed record OwnSmokeScript(string File, IReadOnlyList<string> Lines)
{
    /// <summary>The folder of the scripts, in the repository.</summary>
    public const string Folder = "scripts/smoke";

    // Azure documents no limit of a script; a request to Azure Resource Manager has at most 4 MB. Source:
    // https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling.
    private const int LargestScript = 262_144;

    /// <summary>The name of its check, for example <c>own-10-proxy</c>.</summary>
    public string Name => $"own-{Path.GetFileNameWithoutExtension(File)}";

    /// <summary>Reads the scripts of a repository, in the order of their names; a missing folder means none.</summary>
    /// <param name="root">The repository's root.</param>
    /// <exception cref="SettingsException">A script cannot be used; the message lists all problems.</exception>
    public static IReadOnlyList<OwnSmokeScript> Read(string root)
    {
        string folder = Path.Combine(root, Folder);
        if (!Directory.Exists(folder))
        {
            return [];
        }
        List<string> problems = [];
        List<OwnSmokeScript> scripts = [];
        foreach (string path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            string name = $"{Folder}/{Path.GetFileName(path)}";
            if (SmokePlan.Shipped.Contains(Path.GetFileName(path), StringComparer.Ordinal))
            {
                continue;
            }
            if (Directory.Exists(path))
            {
                problems.Add($"{name}: a folder, expected a script");
            }
            else if (new FileInfo(path).Length > LargestScript)
            {
                problems.Add($"{name}: it has {new FileInfo(path).Length} bytes, and a command takes {LargestScript}");
            }
            else
            {
                string text = System.IO.File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
                scripts.Add(new(name, text.TrimEnd('\n').Split('\n')));
            }
        }
        problems.AddRange(scripts.SelectMany(script => script.Problems().Select(problem => $"{script.File}{problem}")));
        problems.AddRange(
            scripts
                .GroupBy(script => script.Name)
                .Where(same => same.Count() > 1)
                .Select(same =>
                    $"{string.Join(" and ", same.Select(script => script.File))} would both be the check {same.Key}"
                )
        );
        return problems.Count == 0
            ? scripts
            : throw new SettingsException($"The scripts of Smoke cannot run:\n  {string.Join("\n  ", problems)}");
    }

    private IEnumerable<string> Problems()
    {
        if (!SmokeChecks.IsName(Name))
        {
            yield return ": expected a name of lower-case letters, digits and dashes, for example 10-proxy.sh";
        }
        if (Lines.All(string.IsNullOrWhiteSpace))
        {
            yield return ": it is empty";
        }
        if (Lines.Any(line => line.Contains('\0', StringComparison.Ordinal)))
        {
            yield return ": it is not text";
        }
        if (Lines.Any(line => line.TrimStart('\t') == CustomizerPlan.EndOfOwnText))
        {
            yield return $": the line {CustomizerPlan.EndOfOwnText} ends the script on the machine: rename it";
        }
        // Run Command keeps the script in the machine's resource, which every reader of the group can see.
        if (SecretText.Find(string.Join('\n', Lines)) is var (at, secret) && at > 0)
        {
            yield return $", line {at}: {secret}; everyone who reads the resource group reads the command";
        }
    }
}
