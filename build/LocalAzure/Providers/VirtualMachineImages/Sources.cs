using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Compute;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>Determines the exact version of a source.</summary>
internal sealed class Sources(ResourceStore store, TypeCatalogue types, Inside inside)
{
    /// <summary>
    /// Adds the exact version of a source that names one, as the service does from the creation on (azure-cli,
    /// test_image_builder_cancel). "latest" is evaluated by each build and not before (models.tsp of Microsoft.VirtualMachineImages).
    /// </summary>
    public static void Name(JsonObject template)
    {
        JsonNode? source = template.At("properties", "source");
        string? named = source.At("type").Text() switch
        {
            "PlatformImage" => source.At("version").Text(),
            "SharedImageVersion" => source.At("imageVersionId").Text(),
            _ => null,
        };
        if (named is not null && !ArmPath.Same(named[(named.LastIndexOf('/') + 1)..], "latest"))
        {
            source!["exactVersion"] = named;
        }
    }

    /// <summary>The exact version of a marketplace image; null if there is none.</summary>
    public string? PlatformVersion(JsonNode source, string templateId, string location)
    {
        string wanted = source["version"].Text() ?? "latest";
        string versions =
            $"/subscriptions/{ArmPath.Parse(templateId).SubscriptionId}/providers/Microsoft.Compute/locations/{location}"
            + $"/publishers/{source["publisher"].Text()}/artifacttypes/vmimage/offers/{source["offer"].Text()}"
            + $"/skus/{source["sku"].Text()}/versions";
        if (types.Find(ArmPath.Parse(versions).Type) is null)
        {
            return wanted;
        }
        if (!ArmPath.Same(wanted, "latest"))
        {
            return Read($"{versions}/{wanted}") is null ? null : wanted;
        }
        return (Read(versions) as JsonArray)
            .Items()
            .Select(v => v["name"].Text())
            .OfType<string>()
            .OrderBy(v => System.Version.TryParse(v, out Version? parsed) ? parsed : new System.Version())
            .LastOrDefault();
    }

    /// <summary>The id of an existing gallery image version, with "latest" resolved; null if there is none.</summary>
    public string? SharedVersion(string id)
    {
        if (!ArmPath.Same(ArmPath.Parse(id).Name, "latest"))
        {
            return store.Find(id)?.Id;
        }
        return store
            .Under(id[..(id.LastIndexOf('/') + 1)])
            .Where(v => v.Type == GalleryVersions.TypeName)
            .Where(v => v.Body.At("properties", "publishingProfile", "excludeFromLatest").Flag() != true)
            .OrderBy(v => System.Version.TryParse(v.Name, out Version? parsed) ? parsed : new System.Version())
            .LastOrDefault()
            ?.Id;
    }

    private JsonNode? Read(string id)
    {
        try
        {
            ArmResponse answer = inside.Get(id);
            return answer.Status == 200 ? answer.Body : null;
        }
        catch (ArmException e) when (e.Status == 404)
        {
            return null;
        }
    }
}
