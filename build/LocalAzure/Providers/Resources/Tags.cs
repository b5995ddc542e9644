using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>{scope}/providers/Microsoft.Resources/tags/default: the tags of a subscription, group or resource.</summary>
internal sealed class Tags(ResourceContext context)
    : ResourceType(context, "Microsoft.Resources/tags", ResourcesVersions.ResourceGroups)
{
    protected override ArmResponse Get(ArmRequest request) => ArmResponse.Ok(Render(Target(request)));

    protected override ArmResponse Put(ArmRequest request) => Change(request, _ => Given(request));

    protected override ArmResponse Patch(ArmRequest request)
    {
        JsonObject given = Given(request);
        string? operation = request.RequireBody()["operation"].Text();
        return operation?.ToLowerInvariant() switch
        {
            "replace" => Change(request, _ => given),
            "merge" => Change(
                request,
                tags =>
                {
                    foreach ((string? name, JsonNode? value) in given)
                    {
                        Remove(tags, name);
                        tags[name] = value?.DeepClone();
                    }
                    return tags;
                }
            ),
            "delete" => Change(
                request,
                tags =>
                {
                    foreach ((string? name, _) in given)
                    {
                        Remove(tags, name);
                    }
                    return tags;
                }
            ),
            _ => throw new ArmException(
                400,
                "InvalidTagsPatchOperation",
                $"The operation '{operation}' must be Merge, Replace or Delete.",
                "operation"
            ),
        };
    }

    protected override ArmResponse Delete(ArmRequest request)
    {
        Change(request, _ => []);
        return new ArmResponse(200);
    }

    private static void Remove(JsonObject tags, string name)
    {
        foreach (string known in tags.Select(t => t.Key).Where(k => ArmPath.Same(k, name)).ToList())
        {
            tags.Remove(known);
        }
    }

    private ArmResponse Change(ArmRequest request, Func<JsonObject, JsonObject> change)
    {
        StoredResource target = Target(request);
        Context.Store.Update(target.Id, (body, _) => body["tags"] = change(body["tags"].Object()?.Copy() ?? []).Copy());
        return ArmResponse.Ok(Render(Target(request)));
    }

    private StoredResource Target(ArmRequest request)
    {
        if (!ArmPath.Same(request.Path.Name, "default"))
        {
            throw new ArmException(400, "InvalidTagsName", $"Tags are named 'default', not '{request.Path.Name}'.");
        }
        return Context.Store.Find(request.Path.Scope)
            ?? throw new ArmException(404, "ResourceNotFound", $"The Resource '{request.Path.Scope}' was not found.");
    }

    private static JsonObject Given(ArmRequest request) =>
        TagRules.Check(request.RequireBody().At("properties", "tags")) ?? [];

    private static JsonObject Render(StoredResource target) =>
        new()
        {
            ["id"] = $"{target.Id}/providers/Microsoft.Resources/tags/default",
            ["name"] = "default",
            ["type"] = "Microsoft.Resources/tags",
            ["properties"] = new JsonObject { ["tags"] = target.Body["tags"]?.DeepClone() ?? new JsonObject() },
        };
}
