using System.Collections.Concurrent;
using System.Globalization;

namespace Jumpbox.Network;

/// <summary>
/// The IPv4 prefixes of service tags as Azure lists them for a region. Source: REST API "Service Tags - List". The list may be up to
/// four weeks older than what is enforced (Azure Virtual Network, "service tags").
/// </summary>
/// <remarks>Keeps the list; a tag's prefixes are parsed when they are needed, because there are thousands of tags.</remarks>
/// <param name="tags">Names and prefixes; of tags with one name, the first counts.</param>
public sealed class ServiceTagPrefixes(IEnumerable<(string Name, IReadOnlyList<string> Prefixes)> tags)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _texts = tags.DistinctBy(
            tag => tag.Name,
            StringComparer.OrdinalIgnoreCase
        )
        .ToDictionary(tag => tag.Name, tag => tag.Prefixes, StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, IntervalSet?> _sets = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The addresses of a tag; null for one that is not listed or has no IPv4 prefix.</summary>
    /// <param name="tag">The tag, for example <c>Storage.EastUS2</c>.</param>
    internal IntervalSet? Of(string tag) =>
        _sets.GetOrAdd(
            tag,
            name =>
                _texts.TryGetValue(name, out IReadOnlyList<string>? texts)
                && IntervalSet.Union(
                    texts.Select(text => Addresses.TryParse(text, out IntervalSet set) ? set : IntervalSet.Empty)
                )
                    is { IsEmpty: false } all
                    ? all
                    : null
        );

    /// <summary>The length of a tag's shortest IPv4 prefix; null for a tag that is not listed.</summary>
    /// <param name="tag">The tag.</param>
    internal int? ShortestOf(string tag) =>
        Of(tag) is null
            ? null
            : _texts[tag]
                .Where(text => !text.Contains(':'))
                .Select(text =>
                    text.Split('/') is [_, var bits]
                    && int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                        ? length
                        : 32
                )
                .Min();
}
