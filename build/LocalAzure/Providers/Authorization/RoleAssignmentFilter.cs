using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;

namespace LocalAzure.Providers.Authorization;

/// <summary>
/// $filter of role assignments: atScope() is the scope and above; principalId eq and assignedTo() are the scope, above and
/// below. Azure accepts these singly, and atScope() together with assignedTo() or principalId.
/// </summary>
internal static partial class RoleAssignmentFilter
{
    /// <returns>A predicate of the body, the requested scope and the assignment's scope.</returns>
    public static Func<JsonObject, string, string, bool> Parse(string? filter)
    {
        bool atScope = false;
        string? principal = null;
        foreach (string part in And().Split(filter ?? "").Select(p => p.Trim()).Where(p => p.Length > 0))
        {
            if (part.Equals("atScope()", StringComparison.OrdinalIgnoreCase))
            {
                atScope = true;
            }
            else if (Principal().Match(part) is { Success: true } match)
            {
                principal = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
            }
            else
            {
                throw new ArmException(
                    400,
                    "UnsupportedQueryFilter",
                    $"The filter '{filter}' is not supported. Role assignments take atScope(), principalId eq '{{id}}' and "
                        + "assignedTo('{id}')."
                );
            }
        }
        return (body, asked, own) =>
            (RoleDefinitionRules.Covers(own, asked) || !atScope && RoleDefinitionRules.Covers(asked, own))
            && (principal is null || ArmPath.Same(body.At("properties", "principalId").Text(), principal));
    }

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"^(?:principalId\s+eq\s+'([^']*)'|assignedTo\('([^']*)'\))$", RegexOptions.IgnoreCase)]
    private static partial Regex Principal();
}
