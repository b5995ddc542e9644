using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>Resource groups: PUT, PATCH of tags, HEAD, and DELETE including their contents (Location style).</summary>
internal sealed class ResourceGroups : StoredType
{
    public const string TypeName = "Microsoft.Resources/subscriptions/resourceGroups";
    private const string Emptied = "group emptied";
    private readonly PermissionCheck _permissions;
    private readonly GroupContents _contents;

    public ResourceGroups(ResourceContext context, PermissionCheck permissions, TypeCatalogue types)
        : base(context, TypeName, ResourcesVersions.ResourceGroups)
    {
        _permissions = permissions;
        _contents = new GroupContents(context.Store, types);
        context.Agenda.On(Emptied, (id, data) => Empty(id, data["operation"].Text()!), Stop);
    }

    // Letters, digits, underscores, hyphens, parentheses and periods, not ending in a period; at most 90
    // (learn.microsoft.com, naming rules of Microsoft.Resources). The text is quoted in Azure/azure-cli#14481.
    protected override void CheckName(string name)
    {
        string wrong = string.Concat(name.Where(c => !char.IsLetterOrDigit(c) && !"-._()".Contains(c)).Distinct());
        string? problem =
            wrong.Length > 0
                ? $"has these invalid characters: '{wrong}'. The name can only be a letter, digit, '-', '.', '(', ')' or '_'."
            : name.Length > 90 ? $"has {name.Length} characters; at most 90 are allowed."
            : name.EndsWith('.') ? "must not end with a period."
            : null;
        if (problem is not null)
        {
            throw new ArmException(
                400,
                "InvalidResourceGroup",
                $"The provided resource group name '{name}' {problem}",
                "name"
            );
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing) =>
        ResourceRules.CheckLasting(request, existing);

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
            .Where(r => _permissions.IsAllowed(request.Caller, $"{Name}/read", r.Id));
        return ArmResponse.List(found.Select(Render));
    }

    protected override ArmResponse Delete(ArmRequest request)
    {
        StoredResource existing = Find(request.Path) ?? throw NotFound(request.Path);
        Context.Store.Update(existing.Id, (b, _) => b.Ensure("properties")["provisioningState"] = "Deleting");
        ArmResponse answer = Context.Operations.Start(request, new ArmResponse(202), LongRunningStyle.Location, null);
        Context.Agenda.Schedule(
            DeleteDuration,
            Emptied,
            existing.Id,
            new JsonObject { ["operation"] = answer.OperationId }
        );
        return answer;
    }

    protected override ArmException NotFound(ArmPath path) =>
        new(404, "ResourceGroupNotFound", $"Resource group '{path.Name}' could not be found.");

    private void Empty(string id, string operation)
    {
        if (Context.Store.Find(id) is not { } group)
        {
            Context.Operations.Finish(operation);
            return;
        }
        IReadOnlyList<ArmError> blocked = _contents.Delete(group.Id);
        if (blocked.Count == 0)
        {
            Context.Store.Remove(group.Id);
            Context.Operations.EndBelow(
                group.Id,
                new ArmError("ResourceGroupNotFound", $"Resource group '{group.Name}' could not be found.")
            );
            foreach (StoredResource rest in Context.Store.Under(group.Id + "/"))
            {
                Context.Store.Remove(rest.Id);
            }
            Context.Operations.Finish(operation);
            return;
        }
        string names = string.Join(", ", blocked.Select(b => $"'{b.Target}'"));
        ArmError error = new(
            "ResourceGroupDeletionBlocked",
            $"Deletion of resource group '{group.Name}' failed as resources with identifiers {names} could not be deleted. The "
                + "provisioning state of the resource group will be rolled back.",
            group.Id,
            blocked
        );
        Stop(id, new JsonObject { ["operation"] = operation }, error);
    }

    // What could be deleted stays deleted; the group is as usable as before.
    private void Stop(string id, JsonObject data, ArmError error)
    {
        Context.Store.Update(id, (b, _) => b.Ensure("properties")["provisioningState"] = "Succeeded");
        Context.Operations.Finish(data["operation"].Text()!, error);
    }
}
