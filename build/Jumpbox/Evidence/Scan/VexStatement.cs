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
    // Source: OpenVEX specification 0.2.0, "Status Justifications".
    private static readonly string[] Justifications =
    [
        "component_not_present",
        "vulnerable_code_not_present",
        "vulnerable_code_not_in_execute_path",
        "vulnerable_code_cannot_be_controlled_by_adversary",
        "inline_mitigations_already_exist",
    ];

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
        string own = statement.Text("timestamp");
        DateTimeOffset? at = own.Length > 0 ? JsonText.Time(own) : inherited;
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
        Demand(
            at is not null,
            own.Length > 0 ? $"has the timestamp '{own}'" : "has no timestamp, and neither has the document"
        );
        Demand(
            justification.Length == 0 || Justifications.Contains(justification),
            $"has the justification '{justification}'"
        );
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
