using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.Deployments;

/// <summary>The what-if result: the predicted resources compared with the existing ones.</summary>
internal sealed class WhatIf(ResourceStore store, TypeCatalogue types)
{
    public JsonObject Answer(DeploymentPlan plan)
    {
        JsonArray changes = new();
        HashSet<string> predicted = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonObject after in plan.Prediction.Resources)
        {
            string id = after["id"].Text()!;
            predicted.Add(id);
            changes.Add(Change(id, after));
        }
        foreach (string left in CompleteMode.NotIn(store, types, plan, predicted))
        {
            JsonObject before = store.Find(left)!.Body;
            changes.Add(
                new JsonObject
                {
                    ["resourceId"] = left,
                    ["changeType"] = plan.Request.IsComplete ? "Delete" : "Ignore",
                    ["before"] = before.DeepClone(),
                }
            );
        }
        return new JsonObject
        {
            ["status"] = "Succeeded",
            ["properties"] = new JsonObject { ["changes"] = changes },
        };
    }

    private JsonObject Change(string id, JsonObject after)
    {
        JsonObject change = new() { ["resourceId"] = id, ["after"] = after.DeepClone() };
        if (store.Find(id)?.Body is not { } before)
        {
            change["changeType"] = "Create";
            return change;
        }
        JsonArray delta = new();
        foreach ((string? name, JsonNode? value) in after)
        {
            if (name is not ("id" or "name" or "type" or "apiVersion"))
            {
                Compare(name, before[name], name == "location" ? Regions.Normalize(value.Display()) : value, delta);
            }
        }
        change["before"] = before.DeepClone();
        change["changeType"] = delta.Count == 0 ? "NoChange" : "Modify";
        change["delta"] = delta;
        return change;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, JsonArray delta)
    {
        if (after is JsonObject wanted && before is JsonObject known)
        {
            foreach ((string? name, JsonNode? value) in wanted)
            {
                Compare($"{path}.{name}", known.Member(name), value, delta);
            }
            return;
        }
        if (!before.SameAs(after))
        {
            delta.Add(
                new JsonObject
                {
                    ["path"] = path,
                    ["propertyChangeType"] = before is null ? "Create" : "Modify",
                    ["before"] = before?.DeepClone(),
                    ["after"] = after?.DeepClone(),
                }
            );
        }
    }
}
