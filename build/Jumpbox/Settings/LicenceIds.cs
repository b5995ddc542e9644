namespace Jumpbox.Settings;

/// <summary>The ids of licences that an SPDX expression may contain, and so all that a licence rule can match.</summary>
internal static class LicenceIds
{
    private const string OwnPrefix = "LicenseRef-";

    // Source: SPDX License List, the ids of licences, deprecated ones included, without those of exceptions.
    private static readonly Lazy<HashSet<string>> Known = new(Read);

    /// <summary>
    /// Whether a bill can contain it: an id of the list, optionally with a plus for later versions, or a LicenseRef.
    /// </summary>
    /// <param name="text">The text; case does not matter.</param>
    public static bool Contains(string text) =>
        Known.Value.Contains(text)
        || (text.EndsWith('+') && Known.Value.Contains(text[..^1]))
        || (
            text.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase)
            && text.Length > OwnPrefix.Length
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
        );

    /// <summary>Returns the id as the list spells it, or null if it has none of that name.</summary>
    /// <param name="text">The text; case does not matter.</param>
    public static string? Find(string text) => Known.Value.TryGetValue(text, out string? id) ? id : null;

    /// <summary>Returns the most likely id: the first with this prefix, otherwise the most similar one.</summary>
    /// <param name="text">The unknown id.</param>
    public static string Nearest(string text)
    {
        string[] begin =
        [
            .. Known.Value.Where(id => text.Length > 1 && id.StartsWith(text, StringComparison.OrdinalIgnoreCase)),
        ];
        return begin.Length > 0
            ? begin.Order(StringComparer.OrdinalIgnoreCase).First()
            : NearestText.Of(text, Known.Value);
    }

    private static HashSet<string> Read()
    {
        using Stream stream = typeof(LicenceIds).Assembly.GetManifestResourceStream("Jumpbox.Settings.spdx-ids.txt")!;
        using StreamReader reader = new(stream);
        return new HashSet<string>(
            reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            StringComparer.OrdinalIgnoreCase
        );
    }
}
