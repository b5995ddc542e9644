using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;

namespace LocalAzure.Deployments;

/// <summary>$filter of the list of deployments: provisioningState eq 'Failed'.</summary>
internal static partial class DeploymentFilter
{
    /// <exception cref="ArmException">400: another filter.</exception>
    public static Func<JsonObject, bool> Parse(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return _ => true;
        }
        string state = State().Match(filter) is { Success: true } match
            ? match.Groups[1].Value
            : throw new ArmException(
                400,
                "InvalidFilterInQueryString",
                $"Invalid $filter '{filter}' specified in the query string. Expected: provisioningState eq 'Failed'."
            );
        return body => ArmPath.Same(body.At("properties", "provisioningState").Text(), state);
    }

    [GeneratedRegex(@"^\s*provisioningState\s+eq\s+'([^']*)'\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex State();
}
