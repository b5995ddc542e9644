namespace Jumpbox.Customizer;

/// <summary>
/// The organisation's own mirrors: hosts or URL prefixes and their replacements. The longest prefix wins; a bare host covers
/// all of its URLs.
/// </summary>
internal sealed class MirrorMap(IReadOnlyDictionary<string, string> mirrors)
{
    private readonly KeyValuePair<string, string>[] _mirrors =
    [
        .. mirrors
            .SelectMany(Prefixes)
            .OrderByDescending(pair => pair.Key.Length)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal),
    ];

    /// <summary>The prefixes and their replacements, longest first.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows => _mirrors.Select(pair => (string[])[pair.Key, pair.Value]);

    /// <summary>Returns the URL that a file is downloaded from.</summary>
    public string Apply(string url)
    {
        foreach ((string prefix, string replacement) in _mirrors)
        {
            if (url.StartsWith(prefix, StringComparison.Ordinal))
            {
                return string.Concat(replacement, url.AsSpan(prefix.Length));
            }
        }
        return url;
    }

    /// <summary>
    /// Returns the second source of a file; null if it has none. Where a mirror replaces the first one, only a mirror may replace the
    /// second one: no machine leaves the organisation's own hosts by itself.
    /// </summary>
    public string? Fallback(string url, string? fallback)
    {
        if (fallback is null)
        {
            return null;
        }
        string first = Apply(url);
        string second = Apply(fallback);
        return second == first || (first != url && second == fallback) ? null : second;
    }

    private static IEnumerable<KeyValuePair<string, string>> Prefixes(KeyValuePair<string, string> mirror)
    {
        if (mirror.Key.Contains("://", StringComparison.Ordinal))
        {
            return [mirror];
        }
        string store = mirror.Value.TrimEnd('/') + "/";
        return [new($"https://{mirror.Key}/", store), new($"http://{mirror.Key}/", store)];
    }
}
