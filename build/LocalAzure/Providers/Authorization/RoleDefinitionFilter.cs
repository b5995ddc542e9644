using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;

namespace LocalAzure.Providers.Authorization;

/// <summary>$filter of role definitions: roleName eq, type eq, atScopeAndBelow(), joined by "and".</summary>
internal static partial class RoleDefinitionFilter
{
    public static Func<JsonObject, bool> Parse(string? filter)
    {
        List<Func<JsonObject, bool>> tests = new();
        foreach (string part in And().Split(filter ?? "").Where(p => p.Trim().Length > 0))
        {
            if (part.Trim().Equals("atScopeAndBelow()", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }
            if (Comparison().Match(part) is not { Success: true } match)
            {
                throw new ArmException(
                    400,
                    "InvalidFilterInQueryString",
                    $"Invalid $filter '{filter}' specified in the query string. Role definitions take roleName eq '…', type eq "
                        + "'CustomRole' and atScopeAndBelow()."
                );
            }
            string property = ArmPath.Same(match.Groups[1].Value, "type") ? "type" : "roleName";
            string value = match.Groups[2].Value.Replace("''", "'", StringComparison.Ordinal);
            tests.Add(body => ArmPath.Same(body.At("properties", property).Text(), value));
        }
        return body => tests.TrueForAll(t => t(body));
    }

    [GeneratedRegex(@"\s+and\s+(?=(?:[^']*'[^']*')*[^']*$)", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"^\s*(roleName|type)\s+eq\s+'((?:[^']|'')*)'\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Comparison();
}
