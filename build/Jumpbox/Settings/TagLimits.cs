using System.Buffers;
using System.Globalization;

namespace Jumpbox.Settings;

/// <summary>
/// Azure's limits of tags, which it applies only when a resource is created. Source: Azure documentation, "use tags to organize your
/// Azure resources", limitations.
/// </summary>
internal static class TagLimits
{
    private const int Most = 50;
    private const int LongestName = 512;
    private const int LongestValue = 256;

    // The pipeline's own (TagNames), which a released, promoted and later revoked image has all at once.
    private const int Reserved = 12;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(@"<>%&\?/");
    private static readonly string[] Maps = ["tags", "buildVm.managedResourceTags"];

    /// <summary>Records the tags that Azure would refuse.</summary>
    /// <param name="values">The values.</param>
    public static void Check(SettingValues values)
    {
        foreach (string map in Maps)
        {
            IReadOnlyDictionary<string, string> tags = values.Map<string>(map);
            foreach ((string name, string value) in tags)
            {
                if (name.Length is 0 or > LongestName || name.AsSpan().ContainsAny(Forbidden))
                {
                    values.RejectEntry(
                        map,
                        name,
                        value,
                        $@"a name of 1 to {LongestName} characters without <, >, %, &, \, ? and /",
                        null
                    );
                }
                if (value.Length > LongestValue)
                {
                    values.RejectEntry(map, name, value, $"at most {LongestValue} characters", null);
                }
            }
            if (tags.Count > Most - Reserved)
            {
                values.RejectEntry(
                    map,
                    string.Create(CultureInfo.InvariantCulture, $"{tags.Count} tags"),
                    null,
                    $"at most {Most - Reserved}: Azure accepts {Most}, and the pipeline's own need {Reserved}",
                    null
                );
            }
        }
    }
}
