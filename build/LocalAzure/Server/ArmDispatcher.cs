using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Server;

/// <summary>Finds the resource type of a request, makes the checks common to all types, and calls its handler.</summary>
internal sealed class ArmDispatcher(
    ResourceContext context,
    TypeCatalogue types,
    PermissionCheck permissions,
    IReadOnlyList<RequestGuard> guards,
    string location
)
{
    public async Task<ArmResponse> SendAsync(ArmRequest request, CancellationToken cancellationToken)
    {
        try
        {
            context.Agenda.RunDue();
            return Paging.Apply(request, await RouteAsync(request, cancellationToken), context.Operations.Endpoint);
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
        ResourceType? direct = IsMisplaced(request.Path) ? null : types.Find(request.Path.Type);
        if (direct is not null)
        {
            CheckVersion(direct, request);
            ResourceRules.CheckGroup(context.Store, request);
            if (direct.ActionOf(request) is { } action)
            {
                permissions.Demand(request.Caller, action, ScopeOf(request.Path));
            }
            try
            {
                Guard(direct, request);
            }
            catch (ArmException) when (direct.Unmodelled(request) is { } unmodelled)
            {
                // What LocalAzure does not do is no matter of locks.
                throw unmodelled;
            }
            return await direct.HandleAsync(request, cancellationToken);
        }
        // Below a provider, an action without a resource is the provider's and not that of the scope.
        bool isProviders = request.Path is { InProvider: true, Types.Count: 1 };
        return
            request is { Method: "POST", Path: { IsCollection: true, Parent: { } target } }
            && !isProviders
            && types.Find(target.Type) is { } owner
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
        ResourceRules.CheckGroup(context.Store, request);
        if (owner.ActionOf(request, action) is { } permission)
        {
            permissions.Demand(request.Caller, permission, ScopeOf(request.Path));
        }
        Guard(owner, request);
        return await owner.HandleActionAsync(request, action, cancellationToken);
    }

    private void Guard(ResourceType type, ArmRequest request)
    {
        foreach (RequestGuard guard in guards)
        {
            guard(request, type.Name);
        }
    }

    // Subscriptions, groups and what is below them outside a provider have no second path through a provider.
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
        bool? asResult = types[1].ToLowerInvariant() switch
        {
            "operationresults" => true,
            "operationstatuses" => false,
            _ => null,
        };
        if (asResult is null && !ArmPath.Same(types[1], Operations.Common))
        {
            return null;
        }
        return context.Operations.Poll(
            request.Path.Name,
            asResult,
            request.Option("s"),
            $"{request.Path.Id}?t={request.Option("t")}",
            id => context.Store.Find(id)?.Body
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
        if (type.Accepts(request.ApiVersion))
        {
            return;
        }
        string supported = string.Join(",", type.ApiVersions.OrderDescending(StringComparer.Ordinal));
        throw request.Path.InProvider
            ? new ArmException(
                400,
                "NoRegisteredProviderFound",
                $"No registered resource provider found for location '{location}' and API version "
                    + $"'{request.ApiVersion}' for type '{type.Name[(type.Name.IndexOf('/') + 1)..]}'. The supported "
                    + $"api-versions are '{supported}'. The supported locations are '{location}'."
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
        if (context.Store.Find($"/subscriptions/{id}") is null)
        {
            throw new ArmException(404, "SubscriptionNotFound", $"The subscription '{id}' could not be found.");
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

/// <summary>A check of requests of any type after the permission check, such as locks and policies.</summary>
/// <exception cref="ArmException">The request is refused.</exception>
internal delegate void RequestGuard(ArmRequest request, string type);
