using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>One statement of an OpenVEX document.</summary>
/// <param name="Vulnerability">The ids that it names.</param>
/// <param name="Products">The products that it is about.</param>
/// <param name="Status">The status.</param>
/// <param name="Reason">Justification, impact or action; may be empty.</param>
/// <param name="At">Its time, its own or the document's.</param>
public sealed record VexStatement(
    IReadOnlyList<string> Vulnerability,
    IReadOnlyList<VexProduct> Products,
    VexStatus Status,
    string Reason,
    DateTimeOffset At
)
{
    internal static VexStatement? Read(
        JsonElement statement,
        DateTimeOffset? inherited,
        int number,
        List<string> problems
    )
    {
        int before = problems.Count;
        string[] names =
        [
            .. new[]
            {
                statement.Text("vulnerability"),
                statement.Text("vulnerability", "name"),
                statement.Text("vulnerability", "@id"),
            }
                .Concat(statement.Texts("vulnerability", "aliases"))
                .Where(name => name.Length > 0),
        ];
        VexProduct[] common = [.. statement.Items("subcomponents").Select(part => VexProduct.Read(part, []))];
        VexProduct[] products = [.. statement.Items("products").Select(product => VexProduct.Read(product, common))];
        string justification = statement.Text("justification");
        string impact = statement.Text("impact_statement");
        string action = statement.Text("action_statement");
        VexStatus? status = statement.Text("status") switch
        {
            "not_affected" => VexStatus.NotAffected,
            "affected" => VexStatus.Affected,
            "fixed" => VexStatus.Fixed,
            "under_investigation" => VexStatus.UnderInvestigation,
            _ => null,
        };
        DateTimeOffset? at = JsonText.Time(statement.Text("timestamp")) ?? inherited;
        void Demand(bool met, string otherwise)
        {
            if (!met)
            {
                problems.Add($"statement {number} {otherwise}");
            }
        }
        Demand(names.Length > 0, "names no vulnerability");
        Demand(products.Length > 0, "names no product");
        Demand(status is not null, $"has the status '{statement.Text("status")}'");
        Demand(at is not null, "has no timestamp, and neither has the document");
        Demand(
            status != VexStatus.NotAffected || justification.Length + impact.Length > 0,
            "says not_affected without justification or impact_statement"
        );
        Demand(status != VexStatus.Affected || action.Length > 0, "says affected without action_statement");
        return problems.Count > before
            ? null
            : new VexStatement(
                names,
                products,
                status!.Value,
                new[] { justification, impact, action }.FirstOrDefault(text => text.Length > 0, ""),
                at!.Value
            );
    }
}
