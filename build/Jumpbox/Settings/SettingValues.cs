using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Jumpbox.Settings;

/// <summary>The configured values, checked one by one against their definitions; collects the problems.</summary>
internal sealed class SettingValues
{
    private readonly IConfigurationRoot _root;
    private readonly IReadOnlyList<Func<string, string>> _origins;
    private readonly List<SettingsProblem> _problems = [];

    // Each list is checked once, however often it is read.
    private readonly HashSet<string> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _checked = [];

    /// <param name="root">The layers, the strongest last.</param>
    /// <param name="origins">For each layer, where a key in it comes from.</param>
    public SettingValues(IConfigurationRoot root, IReadOnlyList<Func<string, string>> origins)
    {
        _root = root;
        _origins = origins;
        RejectUnknown();
    }

    public IReadOnlyList<SettingsProblem> Problems => _problems;

    /// <summary>
    /// Returns the value or its default; null if there is neither. A problem is recorded once, regardless of the number of
    /// reads.
    /// </summary>
    public string? Text(string path)
    {
        if (!_checked.TryGetValue(path, out string? value))
        {
            _checked[path] = value = Checked(Definition(path));
        }
        return value;
    }

    public int Integer(string path) => int.Parse(Text(path) ?? "0", CultureInfo.InvariantCulture);

    public bool Boolean(string path) => bool.Parse(Text(path) ?? "false");

    public ResourceId? Id(string path) => ResourceId.TryParse(Text(path), out ResourceId? id) ? id : null;

    public TEnum Choice<TEnum>(string path)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(Text(path)!, ignoreCase: true);

    /// <summary>An array in the file, or comma-separated text from the environment or an argument.</summary>
    public IReadOnlyList<string> List(string path)
    {
        string? joined = Raw(path);
        IReadOnlyList<string> entries = string.IsNullOrEmpty(joined)
            ? [.. Section(path).GetChildren().Select(child => (child.Value ?? "").Trim())]
            : joined.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        SettingDefinition definition = Definition(path);
        foreach (string entry in _lists.Add(path) ? entries.Where(entry => !definition.IsMatch(entry)) : [])
        {
            RejectEntry(path, entry, definition.Expected);
        }
        return entries;
    }

    /// <summary>
    /// The entries below a path. A key may contain colons, which the configuration reads as sections.
    /// </summary>
    public IReadOnlyDictionary<string, TValue> Map<TValue>(string path)
        where TValue : IParsable<TValue>
    {
        SortedDictionary<string, TValue> entries = new(StringComparer.Ordinal);
        foreach ((string key, string? value) in Section(path).AsEnumerable(makePathsRelative: true))
        {
            if (
                key.Length == 0
                || SettingDefinitions.All.Any(one =>
                    one.Path.Equals($"{path}.{key}", StringComparison.OrdinalIgnoreCase)
                )
                || (value is null && Section($"{path}:{key}").GetChildren().Any())
            )
            {
                continue;
            }
            if (TValue.TryParse(value, CultureInfo.InvariantCulture, out TValue? parsed))
            {
                entries[key] = parsed;
            }
            else
            {
                Reject($"{path}:{key}", Definition(path).Expected, null);
            }
        }
        return entries;
    }

    /// <summary>Records a problem of a configured value.</summary>
    public void Reject(string path, string expected, string? example) =>
        _problems.Add(new SettingsProblem(path.Replace(':', '.'), Raw(path), expected, example, Origin(path)));

    /// <summary>Records a problem of a list entry.</summary>
    public void RejectEntry(string path, string entry, string expected) =>
        _problems.Add(new SettingsProblem(path, entry, expected, null, Origin(path, KeyOfEntry(path, entry))));

    /// <summary>Records a problem of a map entry, whose key may contain dots and colons.</summary>
    public void RejectEntry(string map, string key, string? value, string expected, string? example) =>
        _problems.Add(
            new SettingsProblem(
                value is null ? map : $"{map}.{key}",
                value ?? key,
                expected,
                example,
                Origin(map, ConfigurationPath.Combine(Key(map), key))
            )
        );

    /// <summary>Records the entries of a map whose name is not allowed.</summary>
    public void RejectUnknownEntries(KnownNames known)
    {
        foreach ((string name, string value) in Map<string>(known.Map))
        {
            if (!known.Names.Contains(name, StringComparer.Ordinal))
            {
                string cure = NearestText.Close(name, known.Names) is { } nearest
                    ? $"did you mean {nearest}?"
                    : $"known are {string.Join(", ", known.Names)}";
                RejectEntry(known.Map, name, value, $"{known.What}; {cure}", null);
            }
        }
    }

    private static SettingDefinition Definition(string path) =>
        SettingDefinitions.All.First(definition => definition.Path == path);

    private static string Key(string path) =>
        path.Replace(".", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    private string? Raw(string path) => _root[Key(path)];

    private IConfigurationSection Section(string path) => _root.GetSection(Key(path));

    private string Origin(string path) => Origin(path, Key(path));

    private string Origin(string path, string key)
    {
        IConfigurationProvider[] providers = [.. _root.Providers];
        int last = Array.FindLastIndex(providers, provider => provider.TryGet(key, out _));
        return last < 0 ? _origins[0](Key(path)) : _origins[last](key);
    }

    // A list is one text or a section with numbers as keys.
    private string KeyOfEntry(string path, string entry) =>
        Section(path).GetChildren().FirstOrDefault(child => child.Value?.Trim() == entry)?.Path ?? Key(path);

    private string? Checked(SettingDefinition definition)
    {
        string path = definition.Path;
        string? value = Raw(path);
        if (string.IsNullOrEmpty(value))
        {
            if (definition.Required)
            {
                _problems.Add(new SettingsProblem(path, value, definition.Expected, definition.Example, Origin(path)));
            }
            return definition.Default;
        }
        bool valid = definition.Kind switch
        {
            SettingKind.Integer => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && number >= definition.Minimum
                && number <= definition.Maximum,
            SettingKind.Boolean => bool.TryParse(value, out _),
            SettingKind.Choice => definition.Choices.Contains(value, StringComparer.OrdinalIgnoreCase),
            SettingKind.Guid => Guid.TryParseExact(value, "D", out _),
            SettingKind.ResourceId => ResourceId.TryParse(value, out ResourceId? id)
                && (definition.ResourceTypes.Count == 0 || definition.ResourceTypes.Any(id.IsOfType)),
            _ => definition.IsMatch(value),
        };
        if (valid)
        {
            return value;
        }
        Reject(path, definition.Expected, definition.Example);
        return definition.Default;
    }

    private void RejectUnknown()
    {
        foreach ((string key, string? value) in _root.AsEnumerable())
        {
            if (value is not null && MisplacedExpectation(key, value) is { } expected)
            {
                _problems.Add(new SettingsProblem(key.Replace(':', '.'), value, expected, null, Origin(key, key)));
                continue;
            }
            bool section = value is null && _root.GetSection(key).GetChildren().Any();
            if (
                !section
                && !SettingDefinitions.All.Any(definition => IsKeyOf(definition, key, value))
                && key != "$schema"
            )
            {
                RejectUnknown(key, value);
            }
        }
    }

    // One value in place of names or of a section would be ignored. An empty one unsets the names.
    private static string? MisplacedExpectation(string key, string value)
    {
        foreach (SettingDefinition definition in SettingDefinitions.All)
        {
            string known = Key(definition.Path);
            if (definition.IsMap && key.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return value.Length == 0
                    ? null
                    : $"names, each with {definition.Expected}: an object in the file, {definition.Path}.NAME elsewhere";
            }
            if (
                definition.IsMap
                && key.Equals(known + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)
            )
            {
                return "a name that is not empty";
            }
            if (known.StartsWith(key + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase))
            {
                return $"a section with settings such as {definition.Path}";
            }
        }
        return null;
    }

    private void RejectUnknown(string key, string? value)
    {
        string path = key.Replace(':', '.');
        string nearest = NearestText.Of(path, SettingDefinitions.All.Select(definition => definition.Path));
        // In the file, a dot in a name does not separate sections.
        string expected =
            nearest.Equals(path, StringComparison.OrdinalIgnoreCase)
            && nearest.Split('.') is [.. string[] sections, string name]
                ? $"the key {name} inside the section {string.Join('.', sections)}"
                : $"an existing setting; did you mean {nearest}?";
        _problems.Add(new SettingsProblem(path, value ?? "null", expected, null, Origin(path, key)));
    }

    private static bool IsKeyOf(SettingDefinition definition, string key, string? value)
    {
        string known = Key(definition.Path);
        return key.Equals(known, StringComparison.OrdinalIgnoreCase)
            || (
                (definition.IsMap || definition.Kind == SettingKind.TextList)
                && key.StartsWith(known + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)
            )
            || (
                value is null
                && known.StartsWith(key + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)
            );
    }
}
