using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>A product of a statement, or a part of one.</summary>
/// <param name="Ids">Its ids, of which a package URL is one.</param>
/// <param name="Parts">The parts that the statement is limited to; empty for the whole product.</param>
public sealed record VexProduct(IReadOnlyList<string> Ids, IReadOnlyList<VexProduct> Parts)
{
    internal static VexProduct Read(JsonElement product) =>
        new(
            [
                // Version 0.0.1 has texts for products.
                .. new[]
                {
                    product.ValueKind == JsonValueKind.String ? product.GetString()! : "",
                    product.Text("@id"),
                    product.Text("identifiers", "purl"),
                }.Where(id => id.Length > 0),
            ],
            [.. product.Items("subcomponents").Select(Read)]
        );

    internal bool Names(string id) => Ids.Contains(id, StringComparer.OrdinalIgnoreCase);

    internal bool Covers(PurlParts component) => Ids.Any(id => PurlParts.Parse(id)?.Covers(component) is true);
}
