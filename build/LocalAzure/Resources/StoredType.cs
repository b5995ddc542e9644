using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>
/// A type whose resources are documents that clients create, read and delete. A derived type adds its names, rules, computed
/// properties, and what happens after creation.
/// </summary>
internal abstract class StoredType(ResourceContext context, string name, params IReadOnlyList<string> apiVersions)
    : JudgedType(context, name, apiVersions)
{
    /// <summary>The style of PUT and DELETE; null for a synchronous response.</summary>
    protected virtual LongRunningStyle? Style => null;

    /// <summary>The style of this PUT, if it depends on whether the resource exists.</summary>
    protected virtual LongRunningStyle? StyleOfPut(StoredResource? existing) => Style;

    /// <summary>The style of DELETE, if it differs from that of PUT.</summary>
    protected virtual LongRunningStyle? DeleteStyle => Style;

    protected virtual TimeSpan CreateDuration => Context.Durations.Resource;

    protected virtual TimeSpan DeleteDuration => Context.Durations.Resource;

    /// <summary>How long the creation or change of this document takes.</summary>
    protected virtual TimeSpan DurationOf(StoredResource stored) => CreateDuration;

    /// <summary>Whether a later change of the document is still running; its end sets the state.</summary>
    protected virtual bool IsBusy(StoredResource stored) => false;

    /// <summary>Throws if the resource would have no parent.</summary>
    protected virtual void CheckParent(ArmPath path) => ResourceRules.CheckParent(Context.Store, Name, path);

    /// <summary>Validates a body before anything is stored.</summary>
    protected virtual void Check(ArmRequest request, JsonObject body, StoredResource? existing) { }

    /// <summary>Adds computed properties to the document before it is stored.</summary>
    protected virtual void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) { }

    /// <summary>Called when the document is stored, in the same transaction: stores what is below it.</summary>
    protected virtual void Kept(ArmRequest request, JsonObject body, StoredResource stored) { }

    /// <summary>Throws if the resource cannot be deleted.</summary>
    protected virtual void CheckDelete(ArmRequest request, StoredResource existing) { }

    /// <summary>Called when the creation ends; an error makes the resource Failed.</summary>
    protected virtual ArmError? Created(StoredResource resource) => null;

    /// <summary>Called when the resource has been created or changed and is Succeeded.</summary>
    protected virtual void Settled(StoredResource resource) { }

    /// <summary>Called when the deletion ends, before the document and everything below it is removed.</summary>
    protected virtual void Deleted(StoredResource resource) { }

    /// <summary>Returns the resource as clients see it.</summary>
    public virtual JsonObject Render(StoredResource resource) => resource.Body;

    /// <summary>Registers the events of creation and deletion; called once.</summary>
    public void Enlist()
    {
        Context.Agenda.On($"{Name} created", (id, data) => FinishCreate(id, data["operation"].Text()), Break);
        Context.Agenda.On($"{Name} deleted", (id, data) => FinishDelete(id, data["operation"].Text()), Break);
    }

    protected override ArmResponse Get(ArmRequest request)
    {
        StoredResource found = Find(request.Path) ?? throw NotFound(request.Path);
        ArmResponse answer = ArmResponse.Ok(Render(found));
        return found.Body["etag"].Text() is { } etag ? answer.With("ETag", etag) : answer;
    }

    protected override ArmResponse List(ArmRequest request)
    {
        ArmPath path = request.Path;
        if (
            path.Parent is { } parent
            && parent.Types.Count > 1
            && parent.InProvider
            && Context.Store.Find(parent.Id) is null
        )
        {
            throw NotFound(parent);
        }
        bool wholeSubscription = path is { InProvider: true, ResourceGroup: null, SubscriptionId: not null };
        IEnumerable<StoredResource> found = wholeSubscription
            ? Context
                .Store.OfType(Name)
                .Where(r => r.Key.StartsWith(path.Scope.ToLowerInvariant() + "/", StringComparison.Ordinal))
            : Context.Store.Walk(path.Key + "/").Where(r => ArmPath.Same(r.Type, Name));
        return ArmResponse.List(found.Select(Render));
    }

    protected override ArmResponse Put(ArmRequest request)
    {
        JsonObject body = request.Caller.IsSystem ? request.RequireBody() : ResourceBody.Given(request.RequireBody());
        StoredResource? existing = Find(request.Path);
        string? location = body["location"].Text();
        ByService(request, () => CheckName(request.Path.Name));
        Foresight.Apart(() => ResourceRules.CheckPreconditions(request, existing));
        Foresight.Apart(() => CheckParent(request.Path));
        Foresight.Apart(() => ResourceRules.CheckRegistered(Context.Store, request.Path));
        Foresight.Apart(() => TagRules.Check(body["tags"]));
        Foresight.Apart(() => location = IsTracked ? ResourceRules.LocationOf(request.Path, body, existing) : null);
        ByService(request, () => CheckSpecification(request, body));
        ByService(request, () => CheckForm(request, body));
        if (ChecksIdentity && !request.Caller.IsSystem)
        {
            Foresight.Apart(() => ResourceIdentity.Check(Context.Store, request.Path, body));
        }
        ByService(request, () => Check(request, body, existing));
        return Keep(request, body, existing, location);
    }

    public override void Assume(ArmRequest request)
    {
        JsonObject document = request.RequireBody().Copy();
        document["id"] = request.Path.Id;
        document["name"] = request.Path.Name;
        document["type"] = Name;
        Context.Store.Put(new StoredResource(request.Path.Id, Name, document));
    }

    protected override ArmResponse Patch(ArmRequest request)
    {
        StoredResource existing = Find(request.Path) ?? throw NotFound(request.Path);
        ResourceRules.CheckPreconditions(request, existing);
        JsonObject patch = request.RequireBody();
        JsonObject merged = existing.Body.Copy();
        CheckPatch(request, patch, existing);
        MergePatch.Apply(merged, patch);
        CheckForm(request, merged);
        Check(request, merged, existing);
        return Keep(request, merged, existing, existing.Body["location"].Text());
    }

    /// <summary>Throws for a PATCH that ARM does not accept; by default only tags and identity are accepted.</summary>
    protected virtual void CheckPatch(ArmRequest request, JsonObject patch, StoredResource existing)
    {
        foreach (string name in patch.Select(p => p.Key).Where(n => n is not ("tags" or "identity")))
        {
            throw new ArmException(
                400,
                "InvalidPatchContent",
                $"PATCH of '{Name}' takes tags and identity only; '{name}' cannot be changed. Send a PUT.",
                name
            );
        }
    }

    protected override ArmResponse Delete(ArmRequest request)
    {
        if (Find(request.Path) is not { } existing)
        {
            return ArmResponse.NoContent();
        }
        ResourceRules.CheckPreconditions(request, existing);
        CheckDelete(request, existing);
        if (DeleteStyle is not { } style)
        {
            FinishDelete(existing.Id, null);
            return new ArmResponse(200);
        }
        Context.Store.Update(existing.Id, (b, _) => b.Ensure("properties")["provisioningState"] = "Deleting");
        ArmResponse answer = Context.Operations.Start(request, new ArmResponse(202), style, null);
        End($"{Name} deleted", existing.Id, answer.OperationId!, DeleteDuration);
        return answer;
    }

    /// <summary>
    /// Stores a finished resource synchronously, with the type's rules: for the initial world and for children in a parent's
    /// body. The caller has the transaction.
    /// </summary>
    public StoredResource Store(ArmRequest request)
    {
        JsonObject body = request.RequireBody();
        StoredResource? existing = Find(request.Path);
        CheckName(request.Path.Name);
        string? location = IsTracked ? ResourceRules.LocationOf(request.Path, body, existing) : null;
        Foresight.Apart(() => CheckForm(request, body));
        Foresight.Apart(() => Check(request, body, existing));
        (JsonObject? document, JsonObject? hidden) = ResourceDocument.Compose(
            Context,
            Name,
            request,
            body,
            existing,
            location
        );
        // A world may contain failed resources.
        string? state = request.Caller.IsSystem ? body.At("properties", "provisioningState").Text() : null;
        document.Ensure("properties")["provisioningState"] = state ?? "Succeeded";
        Fill(request, document, hidden, existing);
        StoredResource stored = new(document["id"].Text()!, Name, document, hidden.Count > 0 ? hidden : null);
        Context.Store.Put(stored);
        Kept(request, body, stored);
        if (Created(stored) is { } refused)
        {
            throw new ArmException(400, refused);
        }
        return stored;
    }

    /// <summary>Removes a child that is no longer in its parent's body.</summary>
    public void RemoveWithin(ArmRequest request, StoredResource child)
    {
        CheckDelete(request, child);
        FinishDelete(child.Id, null);
    }

    protected virtual ArmException NotFound(ArmPath path) => ArmException.NoResource(path);

    /// <summary>The status of a PUT: 201 for a new resource, 200 for an existing one.</summary>
    protected virtual int StatusOfPut(bool isNew) => isNew ? 201 : 200;

    private ArmResponse Keep(ArmRequest request, JsonObject body, StoredResource? existing, string? location)
    {
        (JsonObject? document, JsonObject? hidden) = ResourceDocument.Compose(
            Context,
            Name,
            request,
            body,
            existing,
            location
        );
        JsonObject properties = document.Ensure("properties");
        properties["provisioningState"] =
            StyleOfPut(existing) is null ? "Succeeded"
            : existing is null ? "Creating"
            : "Updating";
        Fill(request, document, hidden, existing);
        StoredResource stored = new(document["id"].Text()!, Name, document, hidden.Count > 0 ? hidden : null);
        Context.Store.Put(stored);
        Kept(request, body, stored);
        int status = StatusOfPut(existing is null);
        if (StyleOfPut(existing) is not { } style)
        {
            if (Created(stored) is { } refused)
            {
                throw new ArmException(400, refused);
            }
            return new ArmResponse(status, Render(Context.Store.Find(stored.Id)!));
        }
        ArmResponse answer = Context.Operations.Start(request, new ArmResponse(status), style, stored.Id);
        End($"{Name} created", stored.Id, answer.OperationId!, DurationOf(stored));
        // By the specifications, a 202 has no body.
        return status == 202 ? answer : answer with { Body = Render(Context.Store.Find(stored.Id)!) };
    }

    private void End(string kind, string id, string operation, TimeSpan duration) =>
        Context.Agenda.Schedule(duration, kind, id, new JsonObject { ["operation"] = operation });

    private void Break(string id, JsonObject data, ArmError error)
    {
        Context.Store.Update(id, (b, _) => b.Ensure("properties")["provisioningState"] = "Failed");
        if (data["operation"].Text() is { } operation)
        {
            Context.Operations.Finish(operation, error);
        }
    }

    private void FinishCreate(string id, string? operation)
    {
        if (Context.Store.Find(id) is not { } resource)
        {
            Context.Operations.Finish(
                operation!,
                new ArmError("ResourceNotFound", $"The resource '{id}' was deleted meanwhile.")
            );
            return;
        }
        if (resource.Body.At("properties", "provisioningState").Text() is "Deleting")
        {
            Context.Operations.Finish(operation!, new ArmError("Canceled", $"The resource '{id}' is being deleted."));
            return;
        }
        if (IsBusy(resource))
        {
            Context.Operations.Finish(operation!);
            return;
        }
        ArmError? error = Created(resource);
        Context.Store.Update(
            id,
            (b, _) => b.Ensure("properties")["provisioningState"] = error is null ? "Succeeded" : "Failed"
        );
        Context.Operations.Finish(operation!, error);
        if (error is null)
        {
            Settled(Context.Store.Find(id)!);
        }
    }

    private void FinishDelete(string id, string? operation)
    {
        if (Context.Store.Find(id) is { } resource)
        {
            Deleted(resource);
            Context.Store.Remove(id);
            foreach (StoredResource below in Context.Store.Under(id + "/"))
            {
                Context.Store.Remove(below.Id);
            }
        }
        if (operation is not null)
        {
            Context.Operations.Finish(operation);
        }
    }
}
