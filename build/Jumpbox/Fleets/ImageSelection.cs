using System.IO.Enumeration;
using Jumpbox.Settings;

namespace Jumpbox.Fleets;

/// <summary>An image that an argument chose.</summary>
/// <param name="Name">The image's name in the fleet.</param>
/// <param name="Version">The image that was built: a version's number, a name or a resource id; null where none is named.</param>
public sealed record ImageSelection(string Name, string? Version)
{
    /// <summary>Chooses images by patterns, each as <c>NAME</c> or <c>NAME:VERSION</c>, with <c>*</c> and <c>?</c> in the name.</summary>
    /// <param name="names">The names of the fleet.</param>
    /// <param name="patterns">The patterns; none chooses all.</param>
    /// <param name="takesVersions">Whether a version may follow the name.</param>
    /// <returns>The images in the order of the fleet, each once.</returns>
    /// <exception cref="SettingsException">A pattern matches no image, or two name different versions of one.</exception>
    public static IReadOnlyList<ImageSelection> Of(
        IReadOnlyList<string> names,
        IReadOnlyList<string> patterns,
        bool takesVersions
    )
    {
        if (patterns.Count == 0)
        {
            return [.. names.Select(name => new ImageSelection(name, null))];
        }
        List<string> problems = [];
        List<ImageSelection> chosen = [];
        foreach (string pattern in patterns.Distinct(StringComparer.Ordinal))
        {
            string[] parts = takesVersions ? pattern.Split(':', 2) : [pattern];
            string[] matching =
            [
                .. names.Where(name => FileSystemName.MatchesSimpleExpression(parts[0], name, ignoreCase: true)),
            ];
            if (matching.Length == 0)
            {
                problems.Add(
                    $"--image={pattern} names no image of this repository. "
                        + (NearestText.Close(parts[0], names) is { } meant ? $"Did you mean {meant}? " : "")
                        + $"Images: {string.Join(", ", names)}."
                        + (takesVersions ? " With several images, use --image=NAME:VERSION." : "")
                );
            }
            chosen.AddRange(matching.Select(name => new ImageSelection(name, parts.ElementAtOrDefault(1))));
        }
        foreach (IGrouping<string, ImageSelection> same in chosen.GroupBy(one => one.Name))
        {
            string[] versions = [.. same.Select(one => one.Version).OfType<string>().Distinct(StringComparer.Ordinal)];
            if (versions.Length > 1)
            {
                problems.Add(
                    $"--image names {string.Join(" and ", versions)} of {same.Key}. Specify only one of them."
                );
            }
        }
        return problems.Count == 0
            ?
            [
                .. names
                    .Select(name => chosen.Where(one => one.Name == name).MaxBy(one => one.Version is not null))
                    .OfType<ImageSelection>(),
            ]
            : throw new SettingsException(string.Join(Environment.NewLine, problems));
    }
}
