using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>A product of a statement, or a part of one.</summary>
/// <param name="Ids">Its ids, of which a package URL is one.</param>
/// <param name="Parts">The parts that the statement is limited to; empty for the whole product.</param>
public sealed record VexProduct(IReadOnlyList<string> Ids, IReadOnlyList<VexProduct> Parts)
{
    /// <summary>Reads a product.</summary>
    /// <param name="product">The product.</param>
    /// <param name="common">The parts that version 0.0.1 states once for all products.</param>
    internal static VexProduct Read(JsonElement product, IReadOnlyList<VexProduct> common) =>
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
            [.. product.Items("subcomponents").Select(part => Read(part, [])), .. common]
        );

    internal bool Names(string id) => Ids.Contains(id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a component is this product, or the part of it that the statement is limited to.</summary>
    internal bool Covers(PurlParts component) => Is(component) && IsLimitedTo(component);

    /// <summary>Whether every package URL among the ids names a component.</summary>
    internal bool Is(PurlParts component)
    {
        PurlParts[] urls = [.. Ids.Select(PurlParts.Parse).OfType<PurlParts>()];
        return urls.Length > 0 && urls.All(url => url.Covers(component));
    }

    /// <summary>Whether its package URLs, or those of each part that the statement is limited to, say a version.</summary>
    internal bool HasVersion =>
        Ids.Select(PurlParts.Parse).OfType<PurlParts>().All(url => url.Version.Length > 0)
        || (Parts.Count > 0 && Parts.All(part => part.HasVersion));

    /// <summary>Whether the statement is about this part of the product.</summary>
    internal bool IsLimitedTo(PurlParts part) => Parts.Count == 0 || Parts.Any(one => one.Covers(part));
}
