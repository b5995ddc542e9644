using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;

namespace LocalAzure.Providers.Resources;

/// <summary>$filter=tagName eq 'a' [and tagValue eq 'b'].</summary>
internal static partial class TagFilter
{
    public static Func<JsonObject, bool> Parse(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return _ => true;
        }
        if (Pattern().Match(filter) is not { Success: true } match)
        {
            throw new ArmException(
                400,
                "InvalidFilterInQueryString",
                $"Invalid $filter '{filter}' specified in the query string. Expected: tagName eq 'a' and tagValue eq 'b'."
            );
        }
        string name = match.Groups["name"].Value.Replace("''", "'", StringComparison.Ordinal);
        Group value = match.Groups["value"];
        return body =>
            body["tags"].Object() is { } tags
            && tags.FirstOrDefault(t => ArmPath.Same(t.Key, name)) is { Key: not null } tag
            && (!value.Success || tag.Value.Text() == value.Value.Replace("''", "'", StringComparison.Ordinal));
    }

    [GeneratedRegex(
        @"^\s*tagName\s+eq\s+'(?<name>(?:[^']|'')*)'(?:\s+and\s+tagValue\s+eq\s+'(?<value>(?:[^']|'')*)')?\s*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Pattern();
}
