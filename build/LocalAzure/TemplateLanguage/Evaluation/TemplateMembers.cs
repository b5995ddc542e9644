using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>
/// The allowed members of a template and its parts: like ARM, an unknown member is refused and not ignored. Compared with the
/// Bicep CLI, which refuses the same.
/// </summary>
internal static class TemplateMembers
{
    private static readonly string[] OfTemplate =
    [
        "$schema",
        "contentVersion",
        "apiProfile",
        "metadata",
        "functions",
        "parameters",
        "variables",
        "resources",
        "outputs",
    ];

    private static readonly string[] OfNewTemplate =
    [
        .. OfTemplate,
        "languageVersion",
        "definitions",
        "imports",
        "extensions",
        "asserts",
    ];

    private static readonly string[] OfResource =
    [
        "id",
        "type",
        "apiVersion",
        "name",
        "location",
        "extendedLocation",
        "comments",
        "condition",
        "scope",
        "dependsOn",
        "tags",
        "sku",
        "kind",
        "plan",
        "identity",
        "zones",
        "managedBy",
        "managedByExtended",
        "properties",
        "resources",
        "copy",
        "subscriptionId",
        "resourceGroup",
        "existing",
        "metadata",
        "asserts",
        "placement",
        "scale",
        "import",
        "extension",
        "@options",
    ];

    private static readonly string[] OfCopy = ["name", "count", "mode", "batchSize"];
    private static readonly string[] OfOutput = ["type", "value", "copy", "condition", "metadata"];

    private static readonly string[] OfParameter =
    [
        "type",
        "defaultValue",
        "allowedValues",
        "minValue",
        "maxValue",
        "minLength",
        "maxLength",
        "metadata",
    ];

    private static readonly string[] Types =
    [
        "string",
        "securestring",
        "int",
        "bool",
        "object",
        "secureobject",
        "array",
    ];

    /// <exception cref="TemplateException">A member or a type is unknown.</exception>
    public static void Check(JsonObject template)
    {
        bool isNew = template.Member("languageVersion") is not null;
        Only(template, isNew ? OfNewTemplate : OfTemplate, "Template");
        foreach (
            (string? section, string[]? members, string? what) in new[]
            {
                ("parameters", OfParameter, "TemplateInputParameter"),
                ("outputs", OfOutput, "TemplateOutputParameter"),
            }
        )
        {
            foreach ((string? name, JsonNode? part) in template.Member(section) as JsonObject ?? [])
            {
                if (part is not JsonObject json)
                {
                    continue;
                }
                // With user-defined types, a part may have all members of a type.
                if (!isNew)
                {
                    Only(json, members, what);
                }
                CheckType(json, name);
            }
        }
        foreach ((string? name, JsonNode? part) in template.Member("outputs") as JsonObject ?? [])
        {
            if (part is JsonObject output && !output.TryMember("value", out _) && output.Member("copy") is null)
            {
                throw new TemplateException(
                    $"The template output '{name}' is not valid. The 'value' property must be specified if not for output copy. "
                        + "Please see https://aka.ms/arm-syntax-outputs for usage details."
                );
            }
        }
    }

    /// <exception cref="TemplateException">A member is unknown, or not a list where one is required.</exception>
    public static void CheckResource(JsonObject resource)
    {
        Only(resource, OfResource, "TemplateResource");
        if (resource.Member("copy") is JsonObject copy)
        {
            Only(copy, OfCopy, "TemplateResourceCopy");
        }
        if (resource.Member("dependsOn") is not (null or JsonArray))
        {
            throw new TemplateException(
                "Deployment template parse failed: 'dependsOn' of a resource must be an array."
            );
        }
    }

    private static void CheckType(JsonObject part, string name)
    {
        if (part.Member("type").IsText(out string? type) && !Types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new TemplateException(
                $"Deployment template parse failed: 'Requested value '{type}' was not found': the type of '{name}' is not one of "
                    + $"{string.Join(", ", Types)}."
            );
        }
    }

    private static void Only(JsonObject json, string[] members, string what)
    {
        string? unknown = json.Select(p => p.Key)
            .FirstOrDefault(k => !members.Contains(k, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            throw new TemplateException(
                $"Deployment template parse failed: 'Could not find member '{unknown}' on object of type '{what}'.'."
            );
        }
    }
}
