using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.Deployments;

/// <summary>
/// The delta of a what-if: which properties of a template differ from the resource (WhatIfPropertyChange in the specification of
/// deployments). Properties that the template does not state are not compared.
/// </summary>
internal static class PropertyChanges
{
    private static readonly string[] OfEnvelope = ["id", "name", "type", "apiVersion"];

    public static JsonArray Between(JsonObject before, JsonObject after)
    {
        JsonArray delta = [];
        foreach ((string? name, JsonNode? value) in after.Where(m => !OfEnvelope.Contains(m.Key)))
        {
            Compare(
                name,
                before.Member(name),
                name == "location" ? JsonValue.Create(Regions.Normalize(value.Display())) : value,
                delta
            );
        }
        return delta;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, JsonArray delta)
    {
        switch (before, after)
        {
            case (JsonObject known, JsonObject wanted):
                foreach ((string? name, JsonNode? value) in wanted)
                {
                    Compare($"{path}.{name}", known.Member(name), value, delta);
                }
                break;
            case (JsonArray known, JsonArray wanted):
                JsonArray children = Items(known, wanted);
                if (children.Count > 0)
                {
                    delta.Add(Changed(path, "Array", null, null, children));
                }
                break;
            // Empty objects and arrays and null are what a service leaves out.
            case (null, null or JsonObject { Count: 0 } or JsonArray { Count: 0 }):
                break;
            default:
                if (!before.SameAs(after))
                {
                    string type =
                        before is null ? "Create"
                        : after is null ? "Delete"
                        : "Modify";
                    delta.Add(Changed(path, type, before, after));
                }
                break;
        }
    }

    // Items with names are the same if their names are, in whatever order a service gives them.
    private static JsonArray Items(JsonArray before, JsonArray after)
    {
        JsonArray children = [];
        List<JsonNode?> left = [.. before];
        for (int i = 0; i < after.Count; i++)
        {
            string path = i.ToString(CultureInfo.InvariantCulture);
            string? name = NameOf(after[i]);
            int at = name is null
                ? left.FindIndex(b => NameOf(b) is null && b.SameAs(after[i]))
                : left.FindIndex(b => ArmPath.Same(NameOf(b), name));
            if (at < 0 && name is null)
            {
                at = left.FindIndex(b => b is JsonObject && after[i] is JsonObject && NameOf(b) is null);
            }
            if (at < 0)
            {
                children.Add(Changed(path, "Create", null, after[i]));
                continue;
            }
            JsonArray inner = [];
            foreach ((string? member, JsonNode? value) in after[i] as JsonObject ?? [])
            {
                Compare(member, (left[at] as JsonObject)?.Member(member), value, inner);
            }
            if (inner.Count > 0)
            {
                children.Add(Changed(path, "Modify", null, null, inner));
            }
            left.RemoveAt(at);
        }
        foreach (JsonNode? removed in left)
        {
            string path = before.IndexOf(removed).ToString(CultureInfo.InvariantCulture);
            children.Add(Changed(path, "Delete", removed, null));
        }
        return children;
    }

    private static string? NameOf(JsonNode? item) => (item as JsonObject)?["name"].Text();

    private static JsonObject Changed(
        string path,
        string type,
        JsonNode? before,
        JsonNode? after,
        JsonArray? children = null
    )
    {
        JsonObject change = new() { ["path"] = path, ["propertyChangeType"] = type };
        if (children is not null)
        {
            change["children"] = children;
            return change;
        }
        change["before"] = before?.DeepClone();
        change["after"] = after?.DeepClone();
        return change;
    }
}
