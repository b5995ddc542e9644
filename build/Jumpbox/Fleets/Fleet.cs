using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jumpbox.Settings;

namespace Jumpbox.Fleets;

/// <summary>
/// The images of a repository with more than one: shared settings, and a file for each image in the folder <c>images</c> beside
/// them, or a matrix.
/// </summary>
/// <param name="Images">The images, by name.</param>
/// <param name="Problems">Why some of them could not be read, as lines.</param>
public sealed partial record Fleet(IReadOnlyList<FleetImage> Images, IReadOnlyList<string> Problems)
{
    /// <summary>The folder of the images' files, beside the shared settings.</summary>
    public const string Folder = "images";

    private const string Extension = ".json";

    /// <summary>The most images: as many as GitHub starts jobs for one matrix.</summary>
    public const int Most = 256;

    private static string DefaultName =>
        SettingDefinitions.All.First(definition => definition.Path == "image.name").Default!;

    /// <summary>Reads the fleet.</summary>
    /// <param name="settings">The path of the shared settings.</param>
    /// <returns>The fleet; null where the settings are those of one image.</returns>
    /// <exception cref="SettingsException">The shared settings cannot be read.</exception>
    public static Fleet? Find(string settings)
    {
        string folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settings))!, Folder);
        string[] files = Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder).Where(IsImage).Order(StringComparer.Ordinal)]
            : [];
        if (!File.Exists(settings))
        {
            // Who reads the settings says so, with the cure.
            return null;
        }
        SettingsFile shared = SettingsFile.Read(settings);
        List<string> problems = [.. Unread(folder)];
        if (files.Length == 0 && problems.Count == 0 && !shared.Values.ContainsKey(ImageMatrix.Section))
        {
            return null;
        }
        List<FleetImage> images =
        [
            .. files.Length == 0
                ? ImageMatrix.Expand(shared, null, StemOf(shared.Values) ?? DefaultName, problems)
                : files.SelectMany(file => Read(shared, file, problems)),
        ];
        if (images.Count > Most)
        {
            problems.Add(
                $"The fleet has {images.Count} images; at most {Most} are supported, because a CI system starts a job for each. "
                    + "Exclude some from the matrix, or divide the fleet with a second settings file and --config."
            );
        }
        foreach (
            IGrouping<string, FleetImage> same in images.GroupBy(image => image.Name).Where(same => same.Count() > 1)
        )
        {
            problems.Add(
                $"Two images are called {same.Key}: {string.Join(" and ", same.Select(image => image.File).Distinct())}. Rename a file or a "
                    + "label of its matrix."
            );
        }
        return new Fleet([.. images.DistinctBy(image => image.Name)], problems);
    }

    private static bool IsImage(string file) => Path.GetExtension(file) == Extension;

    // An image that nobody builds would not be missed.
    private static IEnumerable<string> Unread(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file =>
                    Path.GetExtension(file).StartsWith(Extension, StringComparison.OrdinalIgnoreCase)
                    && !(IsImage(file) && Path.GetDirectoryName(file) == folder)
                )
                .Select(file => $"{Folder}/{Path.GetRelativePath(folder, file).Replace('\\', '/')}")
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{file} is not read: an image is {Folder}/NAME{Extension}. Rename it, or move it elsewhere."
                )
            : [];

    private static IEnumerable<FleetImage> Read(SettingsFile shared, string file, List<string> problems)
    {
        string name = $"{Folder}/{Path.GetFileName(file)}";
        string stem = Path.GetFileNameWithoutExtension(file);
        if (!Name().IsMatch(stem))
        {
            problems.Add(
                $"{name}: the file's name is the image's: rename it to 3 to 40 lower-case letters, digits and dashes, starting with a "
                    + "letter."
            );
            return [];
        }
        if (new FileInfo(file).Length == 0)
        {
            problems.Add($"{name} is empty: write {{}} for an image with the shared settings alone.");
            return [];
        }
        try
        {
            return ImageMatrix.Expand(shared, SettingsFile.Read(file, name), stem, problems);
        }
        catch (SettingsException unreadable)
        {
            problems.Add(unreadable.Message);
            return [];
        }
    }

    /// <summary>The image's name that an object states.</summary>
    internal static string? StemOf(JsonObject values) =>
        values["image"] is JsonObject image && image["name"] is JsonValue name && name.TryGetValue(out string? text)
            ? text
            : null;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,38}[a-z0-9]\\z")]
    private static partial Regex Name();
}
