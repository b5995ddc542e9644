using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Versions of gallery images. A version in use can be deleted: in Azure, machines live on and scale sets fail when they next
/// scale out.
/// </summary>
internal sealed class GalleryVersions(ResourceContext context, Func<string, bool> failsReplication)
    : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/galleries/images/versions";

    protected override string NamePattern => @"^\d{1,10}\.\d{1,10}\.\d{1,10}$";

    protected override TimeSpan DurationOf(StoredResource stored)
    {
        TimeSpan replication = Replication.EndOf(stored) - Context.Now;
        return replication > CreateDuration ? replication : CreateDuration;
    }

    protected override bool IsBusy(StoredResource stored) => Replication.EndOf(stored) > Context.Now;

    protected override ArmResponse Get(ArmRequest request)
    {
        ArmResponse answer = base.Get(request);
        if (!ArmPath.Same(request.Option("$expand"), "ReplicationStatus") || answer.Body is not JsonObject body)
        {
            return answer;
        }
        JsonObject expanded = body.Copy();
        expanded.Ensure("properties")["replicationStatus"] = Replication.Status(Find(request.Path)!, Context.Now);
        return answer with { Body = expanded };
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (existing?.Body.At("properties", "provisioningState").Text() == "Deleting")
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"Operation 'Update Gallery Image Version' is not allowed on {existing.Name}; since it is marked for deletion. "
                    + "You can only retry the Delete operation (or wait for an ongoing one to complete)"
            );
        }
        CheckNumber(request.Path.Name);
        if (existing is null)
        {
            GalleryLimits.Check(
                Context.Store,
                TypeName,
                request.Path,
                ResourceRules.LocationOf(request.Path, body, null)
            );
            if (SoftDeletedVersions.Restore(Context, request, body))
            {
                return;
            }
        }
        if (body.At("properties", "storageProfile").Object() is null)
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "Required parameter 'storageProfile' is missing (null).",
                "storageProfile"
            );
        }
        VersionSources.Check(request, body, existing, Context);
        PublishingRules.Check(request, body, existing, Context.Now);
    }

    // Galleries take any property in a PATCH: azure-rest-api-specs, GalleryImageVersionUpdate.
    protected override void CheckPatch(ArmRequest request, JsonObject patch, StoredResource existing) =>
        base.CheckPatch(request, patch.Copy().Without("properties"), existing);

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties.Remove("replicationStatus");
        properties.Remove("restore");
        JsonObject profile = properties.Ensure("publishingProfile");
        JsonNode? published = existing?.Body.At("properties", "publishingProfile", "publishedDate");
        if (!request.Caller.IsSystem || profile["publishedDate"] is null)
        {
            profile["publishedDate"] = published?.DeepClone() ?? Operations.Stamp(Context.Now);
        }
        if (!profile["targetRegions"].Items().Any())
        {
            profile["targetRegions"] =
                existing?.Body.At("properties", "publishingProfile", "targetRegions")?.DeepClone()
                ?? new JsonArray(new JsonObject { ["name"] = document["location"].Text() });
        }
        JsonObject storage = properties.Ensure("storageProfile");
        if (storage["source"] is null && existing?.Body.At("properties", "storageProfile", "source") is { } source)
        {
            storage["source"] = source.DeepClone();
        }
        if (!request.Caller.IsSystem && VersionSources.DiskSize(document, existing, Context.Store) is { } size)
        {
            storage.Ensure("osDiskImage")["sizeInGB"] = size;
        }
        if (properties["safetyProfile"] is null && existing?.Body.At("properties", "safetyProfile") is { } safety)
        {
            properties["safetyProfile"] = safety.DeepClone();
        }
        Replication.Plan(document, hidden, Context.Now, Context.Durations.Replication, failsReplication);
    }

    // Source: azure-cli#15539 for the sentence.
    protected override ArmError? Created(StoredResource resource) =>
        Replication.FailedIn(resource, Context.Now) is { Count: > 0 } failed
            ? new ArmError(
                "ReplicationJobFailed",
                $"Gallery replication jobs failed in one or more regions: {string.Join(", ", failed)}. Get the replication "
                    + "status of the version for details."
            )
            : null;

    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        if (
            existing.Body.At("properties", "provisioningState").Text() == "Failed"
            && SoftDeletedVersions.IsEnabled(Context, request.Path)
        )
        {
            // Source: azure-compute-docs, soft-delete-gallery.md, "Limitations"; the code is not documented.
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"The gallery image version '{existing.Name}' has failed and cannot be deleted while soft delete is enabled on "
                    + "the gallery."
            );
        }
        if (
            existing.Body.At("properties", "safetyProfile", "blockDeletionBeforeEndOfLife").Flag() == true
            && DateTimeOffset.TryParse(
                existing.Body.At("properties", "publishingProfile", "endOfLifeDate").Text(),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out DateTimeOffset end
            )
            && end > Context.Now
        )
        {
            throw new ArmException(
                409,
                "DeleteGalleryImageVersionBlockedBeforeEndOfLife",
                "Deletion of Gallery image version is not allowed because the image is enabled for "
                    + "blockDeletionBeforeEndOfLife and its endOfLifeDate has not reached yet"
            );
        }
    }

    protected override void Deleted(StoredResource resource) => SoftDeletedVersions.Keep(Context, resource);

    private static void CheckNumber(string name)
    {
        if (!name.Split('.').All(part => int.TryParse(part, CultureInfo.InvariantCulture, out _)))
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "The image version name is invalid. The image version name should follow Major(int).Minor(int).Patch(int) "
                    + "format, for e.g: 1.0.0, 2018.12.1 etc",
                "galleryImageVersionName"
            );
        }
    }
}
