using LocalAzure.Arm;
using LocalAzure.Providers.Authorization;
using LocalAzure.Resources;

namespace LocalAzure.Server;

/// <summary>Finds the resource type of a request, makes the checks that hold for all types, and hands it over.</summary>
internal sealed class ArmDispatcher(ControlPlane plane)
{
    public async Task<ArmResponse> SendAsync(ArmRequest request, CancellationToken cancellationToken)
    {
        try
        {
            plane.Agenda.RunDue();
            return Paging.Apply(request, await RouteAsync(request, cancellationToken), plane.Operations.Endpoint);
        }
        catch (ArmException e)
        {
            return ArmResponse.From(e);
        }
    }

    private async Task<ArmResponse> RouteAsync(ArmRequest request, CancellationToken cancellationToken)
    {
        if (request.Path.Segments.Count == 0)
        {
            throw NotModelled(request);
        }
        if (Poll(request) is { } polled)
        {
            return polled;
        }
        CheckVersionGiven(request);
        CheckSubscription(request);
        ResourceType? direct = IsMisplaced(request.Path) ? null : plane.Types.Find(request.Path.Type);
        if (direct is not null)
        {
            CheckVersion(direct, request);
            CheckGroup(request);
            if (direct.ActionOf(request) is { } action)
            {
                plane.Permissions.Demand(request.Caller, action, ScopeOf(request.Path));
            }
            Locks.Demand(plane, request);
            plane.Policies.Demand(request, direct.Name);
            return await direct.HandleAsync(request, cancellationToken);
        }
        return
            request is { Method: "POST", Path: { IsCollection: true, Parent: { } target } }
            && plane.Types.Find(target.Type) is { } owner
            && !IsMisplaced(target)
            ? await ActAsync(owner, request with { Path = target }, request.Path.Types[^1], cancellationToken)
            : throw NotModelled(request);
    }

    private async Task<ArmResponse> ActAsync(
        ResourceType owner,
        ArmRequest request,
        string action,
        CancellationToken cancellationToken
    )
    {
        CheckVersion(owner, request);
        CheckGroup(request);
        if (owner.ActionOf(request, action) is { } permission)
        {
            plane.Permissions.Demand(request.Caller, permission, ScopeOf(request.Path));
        }
        Locks.Demand(plane, request);
        return await owner.HandleActionAsync(request, action, cancellationToken);
    }

    // Subscriptions, groups and what stands below them outside a provider have no second path through one.
    private static bool IsMisplaced(ArmPath path) =>
        path.InProvider
        && ArmPath.Same(path.Namespace, ArmPath.RootNamespace)
        && (ArmPath.Same(path.Types[0], "subscriptions") || ArmPath.Same(path.Types[0], "tenants"));

    private ArmResponse? Poll(ArmRequest request)
    {
        IReadOnlyList<string> types = request.Path.Types;
        if (
            request.Method != "GET"
            || request.Path.IsCollection
            || types.Count != 2
            || !ArmPath.Same(types[0], "locations")
        )
        {
            return null;
        }
        bool asResult = ArmPath.Same(types[1], "operationResults");
        if (!asResult && !ArmPath.Same(types[1], "operationStatuses"))
        {
            return null;
        }
        return plane.Operations.Poll(
            request.Path.Name,
            asResult,
            request.Option("s"),
            $"{request.Path.Id}?t={request.Option("t")}",
            id => plane.Store.Find(id)?.Body
        );
    }

    private static void CheckVersionGiven(ArmRequest request)
    {
        if (string.IsNullOrEmpty(request.ApiVersion))
        {
            throw new ArmException(
                400,
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests."
            );
        }
    }

    private void CheckVersion(ResourceType type, ArmRequest request)
    {
        if (
            type.ApiVersions.Count == 0
            || type.ApiVersions.Contains(request.ApiVersion, StringComparer.OrdinalIgnoreCase)
        )
        {
            return;
        }
        string supported = string.Join(",", type.ApiVersions.OrderDescending(StringComparer.Ordinal));
        throw request.Path.InProvider
            ? new ArmException(
                400,
                "NoRegisteredProviderFound",
                $"No registered resource provider found for location '{plane.Options.Location}' and API version "
                    + $"'{request.ApiVersion}' for type '{type.Name[(type.Name.IndexOf('/') + 1)..]}'. The supported "
                    + $"api-versions are '{supported}'. The supported locations are '{plane.Options.Location}'."
            )
            : new ArmException(
                400,
                "InvalidApiVersionParameter",
                $"The api-version '{request.ApiVersion}' is invalid. The supported versions are '{supported}'."
            );
    }

    private void CheckSubscription(ArmRequest request)
    {
        if (request.Path.SubscriptionId is not { } id)
        {
            return;
        }
        if (!Guid.TryParse(id, out _))
        {
            throw new ArmException(
                400,
                "InvalidSubscriptionId",
                $"The provided subscription identifier '{id}' is malformed or invalid."
            );
        }
        if (plane.Store.Find($"/subscriptions/{id}") is null)
        {
            throw new ArmException(404, "SubscriptionNotFound", $"The subscription '{id}' could not be found.");
        }
    }

    private void CheckGroup(ArmRequest request)
    {
        if (
            request.Path is { InProvider: true, ResourceGroup: { } group }
            && plane.Store.Find($"/subscriptions/{request.Path.SubscriptionId}/resourceGroups/{group}") is null
        )
        {
            throw new ArmException(404, "ResourceGroupNotFound", $"Resource group '{group}' could not be found.");
        }
    }

    private static string ScopeOf(ArmPath path) => path.IsCollection ? path.Parent?.Id ?? "/" : path.Id;

    private static ArmException NotModelled(ArmRequest request) =>
        new(
            501,
            "NotModelled",
            $"LocalAzure does not model {request.Method} {request.Path.Id} (type '{request.Path.Type}'). "
                + "docs/localazure.md lists what it models and how to add a type."
        );
}
