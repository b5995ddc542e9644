using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

internal sealed class Galleries(ResourceContext context) : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/galleries";

    // No hyphen: learn.microsoft.com, naming rules of Microsoft.Compute.
    protected override string NamePattern => "^[A-Za-z0-9]([A-Za-z0-9_.]{0,78}[A-Za-z0-9])?$";

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (existing is not null)
        {
            return;
        }
        GalleryLimits.Check(Context.Store, TypeName, request.Path, ResourceRules.LocationOf(request.Path, body, null));
        string subscription = $"/subscriptions/{request.Path.SubscriptionId}/".ToLowerInvariant();
        if (
            Context
                .Store.OfType(TypeName)
                .Any(other =>
                    ArmPath.Same(other.Name, request.Path.Name)
                    && other.Key.StartsWith(subscription, StringComparison.Ordinal)
                )
        )
        {
            throw new ArmException(
                409,
                "Conflict",
                $"The gallery name {request.Path.Name} is not unique within the subscription "
                    + $"{request.Path.SubscriptionId}. Please pick another gallery name"
            );
        }
    }

    protected override void CheckPatch(ArmRequest request, JsonObject patch, StoredResource existing) =>
        base.CheckPatch(request, patch.Copy().Without("properties"), existing);

    // The groups that a gallery is shared with are changed by POST share only.
    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonNode? profile = existing?.Body.At("properties", "sharingProfile");
        JsonObject properties = document.Ensure("properties");
        // Galleries.tsp: the unique name is read-only and made by the service.
        properties["identifier"] = new JsonObject
        {
            ["uniqueName"] = $"{request.Path.SubscriptionId}-{request.Path.Name.ToUpperInvariant()}",
        };
        if (properties["sharingProfile"] is null && profile is not null)
        {
            properties["sharingProfile"] = profile.DeepClone();
        }
        else if (properties["sharingProfile"] is JsonObject given && profile.At("groups") is { } groups)
        {
            given["groups"] = groups.DeepClone();
        }
    }

    protected override ArmResponse Act(ArmRequest request, string action)
    {
        if (!ArmPath.Same(action, "share"))
        {
            throw Unsupported(request, action);
        }
        StoredResource gallery = Find(request.Path) ?? throw NotFound(request.Path);
        GallerySharing.Change(Context.Store, gallery, request.RequireBody());
        ArmResponse answer = Context.Operations.Start(
            request,
            new ArmResponse(202),
            LongRunningStyle.AsyncOperation,
            gallery.Id
        );
        Context.Operations.Finish(answer.OperationId!);
        return answer;
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        ResourceRules.RefuseWithChildren(Context.Store, existing, GalleryImages.TypeName);
}
