using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Deployments;

/// <summary>
/// The what-if result: the predicted resources compared with the existing ones, or only their ids, where what exists is deployed again
/// and may or may not change (learn.microsoft.com, template deployment what-if, "Result format" and "Change types").
/// </summary>
internal sealed class WhatIf(ResourceStore store, TypeCatalogue types)
{
    public JsonObject Answer(DeploymentPlan plan, bool idsOnly)
    {
        JsonArray changes = new();
        HashSet<string> predicted = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonObject after in plan.Prediction.Resources)
        {
            string id = after["id"].Text()!;
            predicted.Add(id);
            changes.Add(idsOnly ? Named(id, store.Find(id) is null ? "Create" : "Deploy") : Change(id, after));
        }
        foreach (string left in CompleteMode.NotIn(store, types, plan, predicted))
        {
            JsonObject change = Named(left, plan.Request.IsComplete ? "Delete" : "Ignore");
            if (!idsOnly)
            {
                change["before"] = store.Find(left)!.Body.DeepClone();
            }
            changes.Add(change);
        }
        return new JsonObject
        {
            ["status"] = "Succeeded",
            ["properties"] = new JsonObject { ["changes"] = changes },
        };
    }

    private static JsonObject Named(string id, string type) => new() { ["resourceId"] = id, ["changeType"] = type };

    private JsonObject Change(string id, JsonObject after)
    {
        JsonObject change = Named(id, "Create");
        change["after"] = after.DeepClone();
        if (store.Find(id) is not { } stored)
        {
            return change;
        }
        // As clients read it: the children that a body may contain are stored by themselves.
        JsonObject before = types.Find(stored.Type) is StoredType type ? type.Render(stored) : stored.Body;
        JsonArray delta = PropertyChanges.Between(before, after);
        change["before"] = before.DeepClone();
        change["changeType"] = delta.Count == 0 ? "NoChange" : "Modify";
        change["delta"] = delta;
        return change;
    }
}
