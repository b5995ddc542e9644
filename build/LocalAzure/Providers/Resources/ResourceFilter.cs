using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>
/// $filter of the list of resources: resourceType, name, location, resourceGroup (eq, ne), tagName with tagValue,
/// substringof('x', name), startswith(tagName, 'x'), joined by "and" or "or".
/// </summary>
internal static partial class ResourceFilter
{
    public static Func<StoredResource, bool> Parse(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return _ => true;
        }
        List<Func<StoredResource, bool>> any = Or().Split(filter).Select(part => All(part, filter)).ToList();
        return resource => any.Exists(one => one(resource));
    }

    private static Func<StoredResource, bool> All(string part, string whole)
    {
        List<string> tests = And()
            .Split(part)
            .Select(p =>
                p.Trim().Trim('(', ')') is var t && t.Length < p.Trim().Length && Comparison().IsMatch(t) ? t : p.Trim()
            )
            .ToList();
        // tagValue applies to the tagName next to it.
        string? tag = tests.Find(t => t.StartsWith("tagName", StringComparison.OrdinalIgnoreCase));
        if (tag is not null)
        {
            string? value = tests.Find(t => t.StartsWith("tagValue", StringComparison.OrdinalIgnoreCase));
            tests.RemoveAll(t => t == tag || t == value);
            Func<JsonObject, bool> tags = TagFilter.Parse(value is null ? tag : $"{tag} and {value}");
            List<Func<StoredResource, bool>> rest = tests.Select(t => One(t, whole)).ToList();
            return resource => tags(resource.Body) && rest.TrueForAll(t => t(resource));
        }
        List<Func<StoredResource, bool>> all = tests.Select(t => One(t, whole)).ToList();
        return resource => all.TrueForAll(t => t(resource));
    }

    private static Func<StoredResource, bool> One(string test, string whole)
    {
        if (Comparison().Match(test) is { Success: true } match)
        {
            string value = match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal);
            bool wanted = ArmPath.Same(match.Groups["operator"].Value, "eq");
            Func<StoredResource, string?> read = match.Groups["name"].Value.ToLowerInvariant() switch
            {
                "resourcetype" => r => r.Type,
                "name" => r => r.Name,
                "location" => r => r.Body["location"].Text(),
                _ => r => ArmPath.Parse(r.Id).ResourceGroup,
            };
            return r => ArmPath.Same(read(r), value) == wanted;
        }
        if (Substring().Match(test) is { Success: true } part)
        {
            return r => r.Name.Contains(part.Groups[1].Value, StringComparison.OrdinalIgnoreCase);
        }
        if (TagStart().Match(test) is { Success: true } start)
        {
            return r =>
                r.Body["tags"].Object() is { } tags
                && tags.Any(t => t.Key.StartsWith(start.Groups[1].Value, StringComparison.OrdinalIgnoreCase));
        }
        throw new ArmException(
            400,
            "InvalidFilterInQueryString",
            $"Invalid $filter '{whole}' specified in the query string. Understood are resourceType, name, location, "
                + "resourceGroup, tagName with tagValue, substringof('x', name) and startswith(tagName, 'x')."
        );
    }

    [GeneratedRegex(@"\s+or\s+(?=(?:[^']*'[^']*')*[^']*$)", RegexOptions.IgnoreCase)]
    private static partial Regex Or();

    [GeneratedRegex(@"\s+and\s+(?=(?:[^']*'[^']*')*[^']*$)", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(
        @"^(?<name>resourceType|name|location|resourceGroup)\s+(?<operator>eq|ne)\s+'(?<value>(?:[^']|'')*)'$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^substringof\('([^']*)',\s*name\)$", RegexOptions.IgnoreCase)]
    private static partial Regex Substring();

    [GeneratedRegex(@"^startswith\(tagName,\s*'([^']*)'\)$", RegexOptions.IgnoreCase)]
    private static partial Regex TagStart();
}
