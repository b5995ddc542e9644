using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Boundaries;

namespace Jumpbox.Refreshing;

/// <summary>The Ubuntu packages of a software bill of materials.</summary>
public static class InstalledPackages
{
    private const string Ubuntu = "pkg:deb/ubuntu/";

    /// <summary>Reads name and version of each package from an SPDX 2.3 bill.</summary>
    /// <param name="text">The bill.</param>
    /// <exception cref="FormatException">It is no bill, or has no Ubuntu package; the message says which.</exception>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> text)
    {
        JsonNode? bill;
        try
        {
            bill = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = Limits.JsonDepth });
        }
        catch (JsonException broken)
        {
            throw new FormatException($"It is not JSON: {broken.Message}", broken);
        }
        Dictionary<string, string> packages = new(StringComparer.Ordinal);
        foreach (JsonNode? one in (bill as JsonObject)?["packages"] as JsonArray ?? [])
        {
            if (one is JsonObject package && IsUbuntu(package))
            {
                packages[Text(package, "name") ?? ""] = Text(package, "versionInfo") ?? "";
            }
        }
        return packages.Count > 0 ? packages : throw new FormatException("It lists no Ubuntu package.");
    }

    private static bool IsUbuntu(JsonObject package) =>
        (package["externalRefs"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Any(reference =>
                Text(reference, "referenceLocator")?.StartsWith(Ubuntu, StringComparison.Ordinal) == true
            );

    private static string? Text(JsonObject from, string name) =>
        from[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
