using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The deleted versions of an image definition in a gallery with soft delete: kept for seven days, listed and purged here, and
/// restored by a PUT without a source, or with <c>restore: true</c>. Source: MicrosoftDocs/azure-compute-docs,
/// soft-delete-gallery.md.
/// </summary>
internal sealed class SoftDeletedVersions(ResourceContext context)
    : ResourceType(context, TypeName, [.. Specification.VersionsOf(GalleryVersions.TypeName)])
{
    public const string TypeName = "Microsoft.Compute/galleries/softDeletedArtifactTypes/artifacts/versions";
    private const string Document = "~softDeletedVersion";
    private const int DefaultDays = 7;

    /// <summary>Keeps a deleted version if its gallery has soft delete.</summary>
    public static void Keep(ResourceContext context, StoredResource version)
    {
        ArmPath path = ArmPath.Parse(version.Id);
        if (!IsEnabled(context, path))
        {
            return;
        }
        JsonNode? policy = context.Store.Find(path.Parent!.Parent!.Id)?.Body.At("properties", "softDeletePolicy");
        int days = policy.At("retentionPeriodInDays").Number() ?? DefaultDays;
        context.Store.Put(
            new StoredResource(
                IdOf(version.Id),
                Document,
                new JsonObject
                {
                    ["version"] = version.Body.DeepClone(),
                    ["hidden"] = version.Hidden?.DeepClone(),
                    ["deleted"] = Operations.Stamp(context.Now),
                    ["until"] = Operations.Stamp(context.Now.AddDays(days)),
                }
            )
        );
    }

    /// <summary>Whether the gallery of a version has soft delete.</summary>
    public static bool IsEnabled(ResourceContext context, ArmPath version) =>
        context
            .Store.Find(version.Parent!.Parent!.Id)
            ?.Body.At("properties", "softDeletePolicy", "isSoftDeleteEnabled")
            .Flag() == true;

    /// <exception cref="ArmException">There are soft-deleted versions below a gallery or a definition.</exception>
    public static void RefuseWithKept(ResourceContext context, StoredResource parent)
    {
        if (context.Store.Under(IdOf(parent.Id + "/")).FirstOrDefault(kept => !IsOver(context, kept)) is { } left)
        {
            throw new ArmException(
                409,
                "CannotDeleteResource",
                "Can not delete resource before nested resources are deleted. "
                    + $"'{parent.Name}' still has the soft-deleted version '{left.Body["version"].At("name").Text()}'."
            );
        }
    }

    /// <summary>Fills the body of a PUT that restores from the deleted version.</summary>
    /// <returns>Whether it was restored.</returns>
    /// <exception cref="ArmException">There is none to restore, or the number is that of a deleted version.</exception>
    public static bool Restore(ResourceContext context, ArmRequest request, JsonObject body)
    {
        bool explicitly = body.At("properties", "restore").Flag() == true;
        bool asked = explicitly || body.At("properties", "storageProfile").Object() is null;
        StoredResource? kept = context.Store.Find(IdOf(request.Path.Id));
        bool exists = kept is not null && !IsOver(context, kept);
        if (!asked)
        {
            // Whether Azure accepts a new version with the number of a deleted one is not documented.
            return exists
                ? throw new ArmException(
                    409,
                    "OperationNotAllowed",
                    $"The gallery image version '{request.Path.Name}' is soft-deleted. Restore it, or use another version."
                )
                : false;
        }
        if (!exists)
        {
            return explicitly
                ? throw new ArmException(
                    404,
                    "ResourceNotFound",
                    $"There is no soft-deleted version '{request.Path.Name}'."
                )
                : false;
        }
        JsonObject version = kept!.Body["version"]!.AsObject();
        body["properties"] = version["properties"]!.DeepClone();
        body["tags"] ??= version["tags"]?.DeepClone();
        context.Store.Remove(kept.Id);
        return true;
    }

    /// <summary>Deletes a version for good.</summary>
    protected override ArmResponse Delete(ArmRequest request)
    {
        ArmPath artifact = request.Path.Parent!;
        string id = IdOf($"{artifact.Parent!.Parent!.Id}/images/{artifact.Name}/versions/{request.Path.Name}");
        if (Context.Store.Find(id) is null)
        {
            return ArmResponse.NoContent();
        }
        Context.Store.Remove(id);
        return new ArmResponse(200);
    }

    protected override ArmResponse List(ArmRequest request)
    {
        ArmPath artifact = request.Path.Parent!;
        if (!ArmPath.Same(artifact.Parent!.Name, "Images"))
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                $"The artifact type '{artifact.Parent.Name}' is not Images."
            );
        }
        string gallery = artifact.Parent.Parent!.Id;
        return ArmResponse.List(
            Context
                .Store.Under(IdOf($"{gallery}/images/{artifact.Name}/versions/"))
                .Where(kept => !IsOver(Context, kept))
                .Select(kept => Render(kept, request.Path.Id))
        );
    }

    private static JsonObject Render(StoredResource kept, string path)
    {
        JsonObject version = kept.Body["version"]!.AsObject();
        string name = version["name"].Text()!;
        return new JsonObject
        {
            ["id"] = $"{path}/{name}",
            ["name"] = name,
            ["type"] = TypeName,
            ["location"] = version["location"]?.DeepClone(),
            ["tags"] = version["tags"]?.DeepClone(),
            ["properties"] = new JsonObject
            {
                ["resourceArmId"] = version["id"]?.DeepClone(),
                ["softDeletedArtifactType"] = "Images",
                ["softDeletedTime"] = kept.Body["deleted"]?.DeepClone(),
            },
        };
    }

    private static bool IsOver(ResourceContext context, StoredResource kept) =>
        DateTimeOffset.Parse(kept.Body["until"].Text()!, CultureInfo.InvariantCulture) <= context.Now;

    private static string IdOf(string version) => $"~softdeleted{version}";
}
