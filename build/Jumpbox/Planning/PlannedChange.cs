using System.Text.Json.Nodes;

namespace Jumpbox.Planning;

/// <summary>The planned change of one resource.</summary>
/// <param name="Kind">
/// For example <c>Create</c>, <c>Modify</c> or <c>NoChange</c>; <c>Deploy</c> where only the deployment itself shows whether
/// the resource changes.
/// </param>
/// <param name="ResourceId">The resource.</param>
/// <param name="Details">The paths of the properties that would change; empty if unknown.</param>
public sealed record PlannedChange(string Kind, string ResourceId, IReadOnlyList<string> Details)
{
    /// <summary>
    /// Converts Azure's prediction. A property whose new value is still an expression, such as the principal id of an
    /// identity, is not a predicted change: its value is known only after deployment. Source: Azure Resource Manager,
    /// "what-if", known noise.
    /// </summary>
    /// <param name="kind">Azure's change type.</param>
    /// <param name="resourceId">The resource.</param>
    /// <param name="delta">
    /// What differs: objects with <c>path</c>, <c>before</c>, <c>after</c> and perhaps <c>children</c>.
    /// </param>
    public static PlannedChange Predicted(string kind, string resourceId, IEnumerable<JsonObject> delta)
    {
        JsonObject[] all = [.. delta];
        string[] known = [.. all.Where(part => !IsLate(part)).Select(Path).Where(path => path.Length > 0)];
        string[] late = [.. all.Where(IsLate).Select(part => $"{Path(part)}, known only after deployment")];
        return new(
            kind == "Modify" && known.Length == 0 && late.Length > 0 ? "Deploy" : kind,
            resourceId,
            [.. known, .. late]
        );
    }

    private static string Path(JsonObject part) => part["path"] is JsonValue path ? path.ToString() : "";

    private static bool IsLate(JsonObject part) =>
        part["after"] is JsonValue after
        && after.TryGetValue(out string? text)
        && text.StartsWith('[')
        && !text.StartsWith("[[", StringComparison.Ordinal)
        && text.EndsWith(']');
}
