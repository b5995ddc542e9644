namespace Jumpbox.Settings;

/// <summary>Reads <c>tools.kubectl</c>, which has a third value besides those of each tool.</summary>
internal static class KubectlSetting
{
    /// <summary>The tool.</summary>
    public const string Tool = "kubectl";

    /// <summary>The setting.</summary>
    public const string Path = $"tools.{Tool}";

    /// <summary>The value with which it follows the clusters of Smoke.</summary>
    public const string Follow = "cluster";

    public static bool Follows(SettingValues values) =>
        Follow.Equals(values.Text(Path), StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds kubectl to the tools that are only selected or not.</summary>
    public static SortedDictionary<string, bool> Tools(SettingValues values)
    {
        SortedDictionary<string, bool> tools = new(
            values.Map<bool>("tools").ToDictionary(one => one.Key, one => one.Value),
            StringComparer.Ordinal
        );
        if (values.Text(Path) is { } kubectl)
        {
            tools[Tool] = !bool.TryParse(kubectl, out bool selected) || selected;
        }
        return tools;
    }
}
