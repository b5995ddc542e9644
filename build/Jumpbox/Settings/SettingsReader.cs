using Microsoft.Extensions.Configuration;

namespace Jumpbox.Settings;

/// <summary>Reads the settings from file, environment and arguments, and reports every problem at once.</summary>
public static class SettingsReader
{
    private const string Prefix = "JUMPBOX__";

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="source">The sources.</param>
    /// <exception cref="SettingsException">
    /// The file cannot be read or settings are wrong; the message lists all problems.
    /// </exception>
    public static JumpboxSettings Read(SettingsSource source)
    {
        SettingsDocument file =
            source.Document
            ?? SettingsDocument.Of(
                source.Content is { } content
                    ? SettingsFile.Read(source.File, content.ToArray())
                    : SettingsFile.Read(source.File)
            );
        Dictionary<string, SettingValue> environment = FromEnvironment(source.Environment);
        Dictionary<string, SettingValue> overrides = FromOverrides(source.Overrides);
        Dictionary<string, SettingValue> found = Keyed(source.Found);
        IConfigurationRoot root = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(file.Json))
            .AddInMemoryCollection(Values(environment))
            .AddInMemoryCollection(Values(overrides))
            .AddInMemoryCollection(Values(found))
            .Build();
        SettingValues values = new(
            root,
            [file.Origin, key => Origin(environment, key), key => Origin(overrides, key), key => Origin(found, key)]
        );
        JumpboxSettings settings = SettingsBuilder.Build(values);
        foreach (KnownNames known in source.Known)
        {
            values.RejectUnknownEntries(known);
        }
        settings = settings with { Gate = settings.Gate with { Overridden = [.. OfGate(environment, overrides)] } };
        return values.Problems.Count == 0 ? settings : throw new SettingsException(source.File, values.Problems);
    }

    private static IEnumerable<string> OfGate(params Dictionary<string, SettingValue>[] sources) =>
        sources
            .SelectMany(values => values)
            .Where(pair =>
                pair.Key.StartsWith("gate" + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)
                // What leaves out the rule booted, or a check of it.
                || pair.Key.StartsWith("smoke" + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)
            )
            .OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(pair =>
                $"{pair.Key.Replace(ConfigurationPath.KeyDelimiter, ".", StringComparison.Ordinal)}={pair.Value.Value} ({pair.Value.Origin})"
            );

    private static string Origin(Dictionary<string, SettingValue> values, string key) =>
        values.TryGetValue(key, out SettingValue? value) ? value.Origin : "";

    private static IEnumerable<KeyValuePair<string, string?>> Values(Dictionary<string, SettingValue> values) =>
        values.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value.Value));

    private static Dictionary<string, SettingValue> Keyed(IEnumerable<SettingValue> values) =>
        values
            .GroupBy(value => KeyOf(value.Path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, SettingValue> FromEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        IGrouping<string, KeyValuePair<string, string>>[] byKey =
        [
            .. environment
                .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                .GroupBy(
                    pair =>
                        pair.Key[Prefix.Length..]
                            .Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal),
                    StringComparer.OrdinalIgnoreCase
                ),
        ];
        // Only Windows has one variable for both cases.
        string[] twice =
        [
            .. byKey
                .Where(group => group.Count() > 1)
                .Select(group => string.Join(" and ", group.Select(pair => pair.Key).Order(StringComparer.Ordinal))),
        ];
        if (twice.Length > 0)
        {
            throw new SettingsException(
                $"The environment variables {string.Join(", ", twice)} set the same setting. Keep one of them."
            );
        }
        return byKey.ToDictionary(
            group => group.Key,
            group => new SettingValue(group.Key, group.Single().Value, group.Single().Key),
            StringComparer.OrdinalIgnoreCase
        );
    }

    private static Dictionary<string, SettingValue> FromOverrides(IReadOnlyList<string> overrides)
    {
        string[] wrong = [.. overrides.Where(text => text.IndexOf('=', StringComparison.Ordinal) < 1)];
        if (wrong.Length > 0)
        {
            throw new SettingsException(
                $"--set={string.Join(", --set=", wrong)}: expected section.key=value, for example --set=image.name=aks-jumpbox."
            );
        }
        // The last one of the same name wins, as it does for Cake's own arguments.
        return Keyed(
            overrides.Select(text => text.Split('=', 2)).Select(parts => new SettingValue(parts[0], parts[1], "--set"))
        );
    }

    /// <summary>Dots separate sections, but the user chooses the keys of a map: a mirror's key is a URL.</summary>
    private static string KeyOf(string path)
    {
        SettingDefinition? map = SettingDefinitions.All.FirstOrDefault(definition =>
            definition.IsMap && path.StartsWith(definition.Path + '.', StringComparison.OrdinalIgnoreCase)
        );
        int sections = map?.Path.Length ?? path.Length;
        string key = path[..sections].Replace(".", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
        return map is null ? key : key + ConfigurationPath.KeyDelimiter + path[(sections + 1)..];
    }
}

/// <summary>The sources of the settings in ascending precedence: file, environment, arguments.</summary>
/// <param name="File">The settings file's path.</param>
/// <param name="Overrides">Arguments of the form <c>section.key=value</c>.</param>
/// <param name="Environment">Environment variables; those that start with <c>JUMPBOX__</c> are read.</param>
public sealed record SettingsSource(
    string File,
    IReadOnlyList<string> Overrides,
    IReadOnlyDictionary<string, string> Environment
)
{
    /// <summary>
    /// What other arguments say or the program found out, such as the subscription that <c>az</c> is signed in to. It wins over
    /// everything else.
    /// </summary>
    public IReadOnlyList<SettingValue> Found { get; init; } = [];

    /// <summary>The names that the maps may have which do not take any.</summary>
    public IReadOnlyList<KnownNames> Known { get; init; } = [];

    /// <summary>The settings of an image of a fleet, already merged; null to read the file.</summary>
    public SettingsDocument? Document { get; init; }

    /// <summary>The content of a file that is not written yet; null to read the file.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }
}
