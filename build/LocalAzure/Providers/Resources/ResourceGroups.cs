using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>Resource groups: PUT, PATCH of tags, HEAD, and DELETE including their contents (Location style).</summary>
internal sealed class ResourceGroups(ResourceContext context, PermissionCheck permissions)
    : StoredType(context, TypeName, ResourcesVersions.ResourceGroups)
{
    public const string TypeName = "Microsoft.Resources/subscriptions/resourceGroups";

    // Letters, digits, underscores, hyphens, parentheses and periods, not ending in a period; at most 90
    // (learn.microsoft.com, naming rules of Microsoft.Resources).
    protected override string NamePattern => @"^[\p{L}\p{Nd}_.()-]{0,89}[\p{L}\p{Nd}_()-]$";

    protected override TimeSpan DeleteDuration => Context.Durations.GroupDelete;

    public override string? ActionOf(ArmRequest request) => request.Path.IsCollection ? null : base.ActionOf(request);

    public override JsonObject Render(StoredResource resource)
    {
        JsonObject body = resource.Body.Copy();
        body.Remove("etag");
        body.Remove("systemData");
        body["type"] = "Microsoft.Resources/resourceGroups";
        if (resource.Hidden?["managedBy"].Text() is { } owner)
        {
            body["managedBy"] = owner;
        }
        return body;
    }

    protected override ArmResponse List(ArmRequest request)
    {
        Func<JsonObject, bool> filter = TagFilter.Parse(request.Option("$filter"));
        IEnumerable<StoredResource> found = Context
            .Store.Under($"/subscriptions/{request.Path.SubscriptionId}/resourcegroups/")
            .Where(r => r.Type == TypeName && filter(r.Body))
            .Where(r => permissions.IsAllowed(request.Caller, $"{Name}/read", r.Id));
        return ArmResponse.List(found.Select(Render));
    }

    protected override ArmResponse Delete(ArmRequest request)
    {
        StoredResource existing = Find(request.Path) ?? throw NotFound(request.Path);
        Context.Store.Update(existing.Id, (b, _) => b.Ensure("properties")["provisioningState"] = "Deleting");
        ArmResponse answer = Context.Operations.Start(request, new ArmResponse(202), LongRunningStyle.Location, null);
        Context.Agenda.Schedule(
            DeleteDuration,
            $"{Name} deleted",
            existing.Id,
            new JsonObject { ["operation"] = answer.OperationId }
        );
        return answer;
    }

    protected override ArmException NotFound(ArmPath path) =>
        new(404, "ResourceGroupNotFound", $"Resource group '{path.Name}' could not be found.");
}
