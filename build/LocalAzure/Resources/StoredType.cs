using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Protocol;
using LocalAzure.Resources.Generic;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>
/// A type whose resources are documents that clients put, read and delete. A derived type says only what is its own:
/// names, rules, computed properties, what happens when creation has ended.
/// </summary>
internal abstract class StoredType(ControlPlane plane, string name, params IReadOnlyList<string> apiVersions)
    : ResourceType(plane, name, apiVersions)
{
    private static readonly string[] CarriedOver =
    [
        "tags",
        "sku",
        "kind",
        "identity",
        "zones",
        "plan",
        "extendedLocation",
    ];

    /// <summary>Style of PUT and DELETE; null answers at once with the result.</summary>
    protected virtual LongRunningStyle? Style => null;

    protected virtual TimeSpan CreateDuration => Plane.Durations.Resource;

    protected virtual TimeSpan DeleteDuration => Plane.Durations.Resource;

    /// <summary>Whether the resource has a location and tags of its own.</summary>
    protected virtual bool IsTracked => true;

    protected virtual string NamePattern => "^[A-Za-z0-9][A-Za-z0-9_.()-]{0,79}$";

    /// <summary>Refuses a body; called before anything is kept.</summary>
    protected virtual void Check(ArmRequest request, JsonObject body, StoredResource? existing) { }

    /// <summary>Adds computed properties to the document that is about to be stored.</summary>
    protected virtual void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) { }

    /// <summary>Runs when the document is stored, in the same transaction: what is below it is stored here.</summary>
    protected virtual void Kept(ArmRequest request, JsonObject body, StoredResource stored) { }

    /// <summary>Refuses a deletion.</summary>
    protected virtual void CheckDelete(ArmRequest request, StoredResource existing) { }

    /// <summary>Runs when creation ends; an error makes the resource Failed.</summary>
    protected virtual ArmError? Created(StoredResource resource) => null;

    /// <summary>Runs when the resource has been created or changed and is Succeeded.</summary>
    protected virtual void Settled(StoredResource resource) { }

    /// <summary>Runs when deletion ends, before the document and what is below it goes.</summary>
    protected virtual void Deleted(StoredResource resource) { }

    /// <summary>What clients see.</summary>
    public virtual JsonObject Render(StoredResource resource) => resource.Body;

    /// <summary>Registers the events of creation and deletion; called once.</summary>
    public void Enlist()
    {
        Plane.Agenda.On($"{Name} created", (id, data) => FinishCreate(id, data["operation"].Text()));
        Plane.Agenda.On($"{Name} deleted", (id, data) => FinishDelete(id, data["operation"].Text()));
    }

    protected override ArmResponse Get(ArmRequest request)
    {
        var found = Find(request.Path) ?? throw NotFound(request.Path);
        var answer = ArmResponse.Ok(Render(found));
        return found.Body["etag"].Text() is { } etag ? answer.With("ETag", etag) : answer;
    }

    protected override ArmResponse List(ArmRequest request)
    {
        var path = request.Path;
        if (
            path.Parent is { } parent
            && parent.Types.Count > 1
            && parent.InProvider
            && Plane.Store.Find(parent.Id) is null
        )
        {
            throw NotFound(parent);
        }
        var wholeSubscription = path is { InProvider: true, ResourceGroup: null, SubscriptionId: not null };
        var found = wholeSubscription
            ? Plane
                .Store.OfType(Name)
                .Where(r => r.Key.StartsWith(path.Scope.ToLowerInvariant() + "/", StringComparison.Ordinal))
            : Plane.Store.Walk(path.Key + "/").Where(r => ArmPath.Same(r.Type, Name));
        return ArmResponse.List(found.Select(Render));
    }

    protected override ArmResponse Put(ArmRequest request)
    {
        var body = request.RequireBody();
        var existing = Find(request.Path);
        CheckName(request.Path.Name);
        CheckPreconditions(request, existing);
        CheckParent(request.Path);
        CheckRegistered(request.Path);
        TagRules.Check(body["tags"]);
        var location = IsTracked ? LocationOf(request.Path, body, existing) : null;
        Check(request, body, existing);
        return Keep(request, body, existing, location);
    }

    protected override ArmResponse Patch(ArmRequest request)
    {
        var existing = Find(request.Path) ?? throw NotFound(request.Path);
        CheckPreconditions(request, existing);
        var patch = request.RequireBody();
        var merged = existing.Body.Copy();
        CheckPatch(request, patch, existing);
        MergePatch(merged, patch);
        Check(request, merged, existing);
        return Keep(request, merged, existing, existing.Body["location"].Text());
    }

    /// <summary>Refuses a PATCH that ARM does not take; by default only tags and identity are taken.</summary>
    protected virtual void CheckPatch(ArmRequest request, JsonObject patch, StoredResource existing)
    {
        foreach (var name in patch.Select(p => p.Key).Where(n => n is not ("tags" or "identity")))
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
        CheckPreconditions(request, existing);
        CheckDelete(request, existing);
        if (Style is not { } style)
        {
            FinishDelete(existing.Id, null);
            return new ArmResponse(200);
        }
        Plane.Store.Update(existing.Id, (b, _) => b.Ensure("properties")["provisioningState"] = "Deleting");
        var answer = Plane.Operations.Start(request, new ArmResponse(202), style, null);
        End($"{Name} deleted", existing.Id, answer.OperationId!, DeleteDuration);
        return answer;
    }

    /// <summary>
    /// Stores a finished resource at once, with the type's rules: for what a world begins with and for what a parent's
    /// body holds. The caller has the transaction.
    /// </summary>
    public StoredResource Store(ArmRequest request)
    {
        var body = request.RequireBody();
        var existing = Find(request.Path);
        CheckName(request.Path.Name);
        var location = IsTracked ? LocationOf(request.Path, body, existing) : null;
        Check(request, body, existing);
        var (document, hidden) = Compose(request, body, existing, location);
        document.Ensure("properties")["provisioningState"] = "Succeeded";
        Fill(request, document, hidden, existing);
        var stored = new StoredResource(document["id"].Text()!, Name, document, hidden.Count > 0 ? hidden : null);
        Plane.Store.Put(stored);
        Kept(request, body, stored);
        if (Created(stored) is { } refused)
        {
            throw new ArmException(400, refused);
        }
        return stored;
    }

    /// <summary>Takes a child away because its parent's body does not have it any more.</summary>
    public void RemoveWithin(ArmRequest request, StoredResource child)
    {
        CheckDelete(request, child);
        FinishDelete(child.Id, null);
    }

    protected virtual StoredResource? Find(ArmPath path) => Plane.Store.Find(path.Id);

    protected virtual ArmException NotFound(ArmPath path)
    {
        var name = string.Join('/', path.Types.Zip(path.Names, (t, n) => $"{t}/{n}"));
        return new(
            404,
            "ResourceNotFound",
            $"The Resource '{path.Namespace}/{name}' under resource group '{path.ResourceGroup ?? "<null>"}' was not found. "
                + "For more details please go to https://aka.ms/ARMResourceNotFoundFix"
        );
    }

    /// <summary>Answer of a PUT: 201 for new, 200 for known.</summary>
    protected virtual int StatusOfPut(bool isNew) => isNew ? 201 : 200;

    private ArmResponse Keep(ArmRequest request, JsonObject body, StoredResource? existing, string? location)
    {
        var (document, hidden) = Compose(request, body, existing, location);
        var properties = document.Ensure("properties");
        properties["provisioningState"] =
            Style is null ? "Succeeded"
            : existing is null ? "Creating"
            : "Updating";
        Fill(request, document, hidden, existing);
        var stored = new StoredResource(document["id"].Text()!, Name, document, hidden.Count > 0 ? hidden : null);
        Plane.Store.Put(stored);
        Kept(request, body, stored);
        var status = StatusOfPut(existing is null);
        if (Style is not { } style)
        {
            if (Created(stored) is { } refused)
            {
                throw new ArmException(400, refused);
            }
            return new ArmResponse(status, Render(Plane.Store.Find(stored.Id)!));
        }
        var answer = Plane.Operations.Start(request, new ArmResponse(status), style, stored.Id);
        End($"{Name} created", stored.Id, answer.OperationId!, CreateDuration);
        return answer with { Body = Render(Plane.Store.Find(stored.Id)!) };
    }

    private void End(string kind, string id, string operation, TimeSpan duration) =>
        Plane.Agenda.Schedule(duration, kind, id, new JsonObject { ["operation"] = operation });

    private (JsonObject Document, JsonObject Hidden) Compose(
        ArmRequest request,
        JsonObject body,
        StoredResource? existing,
        string? location
    )
    {
        var id = existing?.Id ?? CanonicalId(request.Path);
        var document = new JsonObject
        {
            ["id"] = id,
            ["name"] = id[(id.LastIndexOf('/') + 1)..],
            ["type"] = Name,
        };
        if (location is not null)
        {
            document["location"] = location;
        }
        foreach (var name in CarriedOver)
        {
            if (body[name] is { } value)
            {
                document[name] = value.DeepClone();
            }
        }
        document["etag"] = $"W/\"{Guid.NewGuid()}\"";
        document["systemData"] = SystemData(request.Caller, existing);
        document["properties"] = body["properties"].Object()?.Copy() ?? [];
        return (document, existing?.Hidden?.Copy() ?? []);
    }

    private JsonObject SystemData(Caller caller, StoredResource? existing)
    {
        var now = Operations.Stamp(Plane.Now);
        var created = existing?.Body["systemData"].Object();
        return new JsonObject
        {
            ["createdBy"] = created?["createdBy"].Text() ?? caller.ObjectId,
            ["createdByType"] = created?["createdByType"].Text() ?? "Application",
            ["createdAt"] = created?["createdAt"].Text() ?? now,
            ["lastModifiedBy"] = caller.ObjectId,
            ["lastModifiedByType"] = "Application",
            ["lastModifiedAt"] = now,
        };
    }

    private void FinishCreate(string id, string? operation)
    {
        if (Plane.Store.Find(id) is not { } resource)
        {
            Plane.Operations.Finish(
                operation!,
                new ArmError("ResourceNotFound", $"The resource '{id}' was deleted meanwhile.")
            );
            return;
        }
        if (resource.Body.At("properties", "provisioningState").Text() is "Deleting")
        {
            Plane.Operations.Finish(operation!, new ArmError("Canceled", $"The resource '{id}' is being deleted."));
            return;
        }
        var error = Created(resource);
        Plane.Store.Update(
            id,
            (b, _) => b.Ensure("properties")["provisioningState"] = error is null ? "Succeeded" : "Failed"
        );
        Plane.Operations.Finish(operation!, error);
        if (error is null)
        {
            Settled(Plane.Store.Find(id)!);
        }
    }

    private void FinishDelete(string id, string? operation)
    {
        if (Plane.Store.Find(id) is { } resource)
        {
            Deleted(resource);
            Plane.Store.Remove(id);
            foreach (var below in Plane.Store.Under(id + "/"))
            {
                Plane.Store.Remove(below.Id);
            }
        }
        if (operation is not null)
        {
            Plane.Operations.Finish(operation);
        }
    }

    private string CanonicalId(ArmPath path)
    {
        var scope = path.Scope;
        if (path.ResourceGroup is { } group && path.Segments.Count > 4)
        {
            var stored = Plane.Store.Find($"/subscriptions/{path.SubscriptionId}/resourceGroups/{group}");
            scope = stored is null || path.Scope.Length > stored.Id.Length ? scope : stored.Id;
        }
        var types = Name[(Name.IndexOf('/') + 1)..].Split('/');
        var pairs = string.Join('/', types.Zip(path.Names, (t, n) => $"{t}/{n}"));
        return path.InProvider ? $"{scope}/providers/{Name[..Name.IndexOf('/')]}/{pairs}" : "/" + pairs;
    }

    private void CheckName(string name)
    {
        if (!Regex.IsMatch(name, NamePattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            throw new ArmException(
                400,
                "InvalidResourceName",
                $"Resource name '{name}' is invalid. A name of type '{Name}' matches {NamePattern}.",
                "name"
            );
        }
    }

    private static void CheckPreconditions(ArmRequest request, StoredResource? existing)
    {
        var etag = existing?.Body["etag"].Text();
        var refused =
            request.IfNoneMatch == "*" && existing is not null
            || request.IfMatch is { } wanted && (existing is null || wanted != "*" && wanted != etag);
        if (refused)
        {
            throw new ArmException(
                412,
                "PreconditionFailed",
                $"The condition of the request was not met: the resource '{request.Path.Id}' "
                    + (existing is null ? "does not exist." : $"has the ETag {etag}.")
            );
        }
    }

    private void CheckParent(ArmPath path)
    {
        if (path is { InProvider: true, Types.Count: > 1, Parent: { } parent } && Plane.Store.Find(parent.Id) is null)
        {
            throw new ArmException(
                404,
                "ParentResourceNotFound",
                $"Failed to perform 'write' on resource(s) of type '{Name[(Name.IndexOf('/') + 1)..]}', because the "
                    + $"parent resource '{parent.Id}' could not be found."
            );
        }
    }

    private void CheckRegistered(ArmPath path)
    {
        if (path.SubscriptionId is { } subscription && !Providers.IsRegistered(Plane, subscription, path.Namespace))
        {
            throw new ArmException(
                409,
                "MissingSubscriptionRegistration",
                $"The subscription is not registered to use namespace '{path.Namespace}'. See "
                    + "https://aka.ms/rps-not-found for how to register subscriptions.",
                path.Namespace
            );
        }
    }

    private static string LocationOf(ArmPath path, JsonObject body, StoredResource? existing)
    {
        var asked = body["location"].Text();
        var known = existing?.Body["location"].Text();
        if (string.IsNullOrWhiteSpace(asked))
        {
            return known
                ?? throw new ArmException(
                    400,
                    "LocationRequired",
                    "The location property is required for this definition.",
                    "location"
                );
        }
        var location = Locations.Normalize(asked);
        Locations.Check(location, path.Type);
        return known is null || known == location
            ? location
            : throw new ArmException(
                409,
                "InvalidResourceLocation",
                $"The resource '{path.Name}' already exists in location '{known}' in resource group "
                    + $"'{path.ResourceGroup}'. A resource with the same name cannot be created in location '{location}'. "
                    + "Please select a new resource name."
            );
    }

    /// <summary>JSON merge patch (RFC 7396), which ARM's PATCH follows.</summary>
    private static void MergePatch(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner && target[name] is JsonObject deeper)
            {
                MergePatch(deeper, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
