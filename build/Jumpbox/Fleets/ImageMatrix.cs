using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jumpbox.Settings;

namespace Jumpbox.Fleets;

/// <summary>
/// The images that one file defines: itself, or one for each combination of its matrix. Each axis has labels, and each label the
/// settings that differ; the labels are part of the image's name, in the order of the axes.
/// </summary>
internal static partial class ImageMatrix
{
    /// <summary>The member with the axes. Its member <c>exclude</c> lists combinations that are left out, as in GitHub Actions.</summary>
    public const string Section = "matrix";

    private const string Exclude = "exclude";

    // Many may be excluded.
    private const long MostCombinations = Fleet.Most * 16L;

    /// <summary>Merges the settings of each image.</summary>
    /// <param name="shared">The shared settings.</param>
    /// <param name="own">The image's file; null where the shared settings have the matrix.</param>
    /// <param name="stem">The images' name without labels.</param>
    /// <param name="problems">Takes what is wrong with the matrix.</param>
    public static IEnumerable<FleetImage> Expand(
        SettingsFile shared,
        SettingsFile? own,
        string stem,
        List<string> problems
    )
    {
        JsonObject below = Without(shared.Values);
        JsonObject values = own is null ? [] : own.Values;
        JsonObject matrix = values.ContainsKey(Section) && values[Section] is null ? [] : Of(shared.Values);
        SettingsDocument.Merge(matrix, Of(values));
        values = Without(values);
        string file = (own ?? shared).Name;
        string name = Fleet.StemOf(values) ?? stem;
        string? PlaceOf(string key) => own?.PlaceOf(key) ?? shared.PlaceOf(key);
        int before = problems.Count;
        List<Axis> axes =
        [
            .. matrix.Where(axis => axis.Key != Exclude).SelectMany(axis => Read(axis, PlaceOf, problems)),
        ];
        List<JsonObject> excluded = [.. Excluded(matrix, axes, PlaceOf, problems)];
        long count = axes.Aggregate(1L, (product, axis) => Math.Min(product * axis.Labels.Count, MostCombinations + 1));
        if (count > MostCombinations)
        {
            problems.Add(
                $"{file}: the matrix has more than {MostCombinations} combinations; at most {Fleet.Most} images are supported."
            );
        }
        if (problems.Count > before)
        {
            return [];
        }
        return
        [
            .. Combinations(axes)
                .Where(labels => !excluded.Exists(one => IsExcluded(one, labels)))
                .Select(labels => new FleetImage(
                    string.Join('-', labels.Select(label => label.Name).Prepend(stem)),
                    file,
                    SettingsDocument.Merge([
                        new SettingsLayer(below, shared.PlaceOf, shared.Name),
                        new SettingsLayer(values, key => own?.PlaceOf(key), file),
                        new SettingsLayer(
                            Named(string.Join('-', labels.Select(label => label.Name).Prepend(name))),
                            key =>
                                key.Equals("image:name", StringComparison.OrdinalIgnoreCase)
                                    ? PlaceOf("image:name") ?? file
                                    : null,
                            file
                        ),
                        .. labels.Select(label => new SettingsLayer(label.Values, label.PlaceOf, file)),
                    ])
                )),
        ];
    }

    private static JsonObject Of(JsonObject values) =>
        values[Section] is JsonObject matrix ? matrix.DeepClone().AsObject() : new JsonObject(values.Options);

    private static JsonObject Without(JsonObject values)
    {
        JsonObject rest = values.DeepClone().AsObject();
        rest.Remove(Section);
        return rest;
    }

    private static JsonObject Named(string name) => new() { ["image"] = new JsonObject { ["name"] = name } };

    private static IEnumerable<Axis> Read(
        KeyValuePair<string, JsonNode?> axis,
        Func<string, string?> placeOf,
        List<string> problems
    )
    {
        string path = $"{Section}.{axis.Key}";
        string place = placeOf($"{Section}:{axis.Key}") ?? "";
        if (axis.Value is not JsonObject { Count: > 0 } labels)
        {
            problems.Add(
                $"{path} ({place}) is not an object of labels with settings. Example: "
                    + $$$"""{ "amd64": {}, "arm64": { "image": { "architecture": "arm64" } } }."""
            );
            yield break;
        }
        List<Label> read = [];
        foreach ((string name, JsonNode? values) in labels)
        {
            string key = $"{Section}:{axis.Key}:{name}";
            if (!LabelName().IsMatch(name) || values is not JsonObject settings)
            {
                problems.Add(
                    $"{path}.{name} ({placeOf(key)}) is not a label with settings: expected lower-case letters, digits and dashes, with an "
                        + "object."
                );
                continue;
            }
            read.Add(new Label(axis.Key, name, settings, setting => placeOf($"{key}:{setting}")));
        }
        yield return new Axis(axis.Key, read);
    }

    private static IEnumerable<JsonObject> Excluded(
        JsonObject matrix,
        List<Axis> axes,
        Func<string, string?> placeOf,
        List<string> problems
    )
    {
        if (matrix[Exclude] is not { } listed)
        {
            yield break;
        }
        if (listed is not JsonArray all)
        {
            problems.Add($"{Section}.{Exclude} ({placeOf($"{Section}:{Exclude}")}) is not a list of combinations.");
            yield break;
        }
        foreach ((int at, JsonNode? one) in all.Index())
        {
            if (one is JsonObject { Count: > 0 } labels && labels.All(label => axes.Exists(axis => axis.Has(label))))
            {
                yield return labels;
            }
            else
            {
                problems.Add(
                    $"{Section}.{Exclude} ({placeOf($"{Section}:{Exclude}:{at}")}) names a combination that the matrix does not have: "
                        + $"{one?.ToJsonString() ?? "null"}."
                );
            }
        }
    }

    private static bool IsExcluded(JsonObject one, IReadOnlyList<Label> labels) =>
        one.All(pair => labels.Any(label => label.Is(pair.Key, pair.Value)));

    private static IEnumerable<IReadOnlyList<Label>> Combinations(IEnumerable<Axis> axes) =>
        axes.Aggregate<Axis, IEnumerable<IReadOnlyList<Label>>>(
            [
                [],
            ],
            (found, axis) =>
                found.SelectMany(labels => axis.Labels.Select(label => (IReadOnlyList<Label>)[.. labels, label]))
        );

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?\\z")]
    private static partial Regex LabelName();

    private sealed record Axis(string Name, IReadOnlyList<Label> Labels)
    {
        public bool Has(KeyValuePair<string, JsonNode?> pair) => Labels.Any(label => label.Is(pair.Key, pair.Value));
    }

    private sealed record Label(string Axis, string Name, JsonObject Values, Func<string, string?> PlaceOf)
    {
        public bool Is(string axis, JsonNode? name) =>
            Axis == axis && name is JsonValue value && value.TryGetValue(out string? text) && text == Name;
    }
}
