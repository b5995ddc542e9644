using System.Text.RegularExpressions;
using LocalAzure.Arm;

namespace LocalAzure.Providers.ResourceGraph;

/// <summary>
/// The part of the query language that is emulated: a table, <c>where type in~ (…)</c> or <c>where type =~ '…'</c>, <c>project</c>
/// and <c>order by id asc</c>, each on the other's result. Source: Azure Resource Graph, "query-language".
/// </summary>
/// <param name="Table"><c>resources</c> or <c>computeresources</c>.</param>
/// <param name="Types">The wanted types; empty for all.</param>
/// <param name="Columns">The projected columns; empty for all.</param>
/// <param name="IsOrdered">Whether the rows are ordered by id.</param>
internal sealed partial record GraphQuery(
    string Table,
    IReadOnlyList<string> Types,
    IReadOnlyList<string> Columns,
    bool IsOrdered
)
{
    private static readonly string[] Tables = ["resources", "computeresources"];

    /// <exception cref="ArmException">The query is invalid, or uses what is not emulated.</exception>
    public static GraphQuery Parse(string text)
    {
        string[] parts = text.Split('|', StringSplitOptions.TrimEntries);
        if (!Tables.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
        {
            throw Invalid($"The table '{parts[0]}' is invalid or not emulated.");
        }
        GraphQuery query = new(parts[0].ToLowerInvariant(), [], [], false);
        foreach (string part in parts.Skip(1))
        {
            query =
                WhereType().Match(part) is { Success: true } where
                    ? query with
                    {
                        Types =
                        [
                            .. Quoted().Matches(where.Value).Select(one => one.Groups[1].Value.ToLowerInvariant()),
                        ],
                    }
                : part.StartsWith("project ", StringComparison.OrdinalIgnoreCase)
                    ? query with
                    {
                        Columns = [.. part["project ".Length..].Split(',', StringSplitOptions.TrimEntries)],
                    }
                : OrderById().IsMatch(part) ? query with { IsOrdered = true }
                : throw Invalid($"The operator '{part}' is invalid or not emulated.");
        }
        return query;
    }

    private static ArmException Invalid(string message) =>
        new(400, "BadRequest", $"Please provide below info when asking for support: InvalidQuery. {message}");

    [GeneratedRegex(
        @"\Awhere\s+type\s*(=~\s*'[^']+'|in~\s*\(\s*'[^']+'(\s*,\s*'[^']+')*\s*\))\z",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex WhereType();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\A(order|sort)\s+by\s+id(\s+asc)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex OrderById();
}
