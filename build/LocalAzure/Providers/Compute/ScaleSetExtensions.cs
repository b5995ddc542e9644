using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// An extension of a scale set's model as a resource: its PUT and DELETE are changes of the set. Source: azure-rest-api-specs,
/// VirtualMachineScaleSetExtension.
/// </summary>
internal sealed class ScaleSetExtensions(ResourceContext context, ScaleSets sets)
    : JudgedType(context, TypeName, Specification.VersionsOf(TypeName))
{
    public const string TypeName = $"{ScaleSets.TypeName}/extensions";

    protected override bool IsTracked => false;

    protected override ArmResponse List(ArmRequest request) =>
        ArmResponse.List(
            ScaleSetModel.Extensions(SetOf(request.Path).Body).Select(one => Render(one, request.Path.Parent!.Id))
        );

    protected override ArmResponse Get(ArmRequest request) =>
        Named(SetOf(request.Path), request.Path.Name) is { } found
            ? ArmResponse.Ok(Render(found, request.Path.Parent!.Id))
            : throw new ArmException(
                404,
                "NotFound",
                $"The entity was not found: extension '{request.Path.Name}' of scale set '{request.Path.Parent!.Name}'."
            );

    protected override ArmResponse Put(ArmRequest request)
    {
        JsonObject body = ResourceBody.Given(request.RequireBody());
        CheckSpecification(request, body);
        StoredResource set = SetOf(request.Path);
        JsonObject own = new()
        {
            ["name"] = request.Path.Name,
            ["properties"] = body["properties"]?.DeepClone() ?? new JsonObject(),
        };
        bool isNew = Named(set, request.Path.Name) is null;
        JsonNode[] all = [.. Others(set, request.Path.Name), own];
        ExtensionCatalogue.Check(all);
        ArmResponse answer = Change(request, set, all);
        return answer with { Status = isNew ? 201 : 200, Body = Render(own, set.Id) };
    }

    protected override ArmResponse Delete(ArmRequest request)
    {
        StoredResource set = SetOf(request.Path);
        return Named(set, request.Path.Name) is null
            ? ArmResponse.NoContent()
            : Change(request, set, [.. Others(set, request.Path.Name)]) with
            {
                Status = 202,
                Body = null,
            };
    }

    private ArmResponse Change(ArmRequest request, StoredResource set, JsonNode[] extensions) =>
        sets.Change(
            request,
            set,
            new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["virtualMachineProfile"] = new JsonObject
                    {
                        ["extensionProfile"] = new JsonObject
                        {
                            ["extensions"] = new JsonArray([.. extensions.Select(one => one.DeepClone())]),
                        },
                    },
                },
            }
        );

    private StoredResource SetOf(ArmPath path) =>
        Context.Store.Find(path.Parent!.Id)
        ?? throw new ArmException(
            404,
            "ParentResourceNotFound",
            $"Failed to perform the request on a resource of type 'virtualMachineScaleSets/extensions', because the parent resource "
                + $"'{path.Parent.Id}' could not be found."
        );

    private static JsonNode? Named(StoredResource set, string name) =>
        ScaleSetModel.Extensions(set.Body).FirstOrDefault(one => ArmPath.Same(one.At("name").Text(), name));

    private static IEnumerable<JsonNode> Others(StoredResource set, string name) =>
        ScaleSetModel
            .Extensions(set.Body)
            .Where(one => !ArmPath.Same(one.At("name").Text(), name))
            .Select(one => one.DeepClone());

    private static JsonObject Render(JsonNode extension, string set)
    {
        JsonObject properties = extension.At("properties").Object()?.Copy() ?? [];
        properties.Remove("protectedSettings");
        properties["provisioningState"] = "Succeeded";
        return new JsonObject
        {
            ["id"] = $"{set}/extensions/{extension.At("name").Text()}",
            ["name"] = extension.At("name")?.DeepClone(),
            ["type"] = TypeName,
            ["properties"] = properties,
        };
    }
}
