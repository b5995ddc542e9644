using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>Resource providers of a subscription: list, get, register, unregister. Registration takes time.</summary>
internal sealed class ResourceProviders : ResourceType
{
    public const string TypeName = "Microsoft.Resources/subscriptions/providers";

    private readonly TypeCatalogue _types;

    public ResourceProviders(ResourceContext context, TypeCatalogue types)
        : base(context, TypeName, ResourcesVersions.ResourceGroups)
    {
        _types = types;
        context.Agenda.On(
            "provider registered",
            (id, data) => Set(id, data["state"].Text()!),
            (id, _, _) => Set(id, ProviderRegistrations.NotRegistered)
        );
    }

    public override string? ActionOf(ArmRequest request) => "Microsoft.Resources/subscriptions/providers/read";

    public override string? ActionOf(ArmRequest request, string action) =>
        $"{request.Path.Name}/{action.ToLowerInvariant()}/action";

    protected override ArmResponse List(ArmRequest request) =>
        ArmResponse.List(Namespaces().Select(ns => Render(request.Path.SubscriptionId!, ns)));

    protected override ArmResponse Get(ArmRequest request) =>
        ArmResponse.Ok(Render(request.Path.SubscriptionId!, KnownNamespace(request)));

    protected override ArmResponse Act(ArmRequest request, string action)
    {
        string ns = KnownNamespace(request, action);
        bool registering = ArmPath.Same(action, "register");
        if (!registering && !ArmPath.Same(action, "unregister"))
        {
            throw Unsupported(request, action);
        }
        string subscription = request.Path.SubscriptionId!;
        string id = ProviderRegistrations.DocumentId(subscription, ns);
        string target = registering ? ProviderRegistrations.Registered : ProviderRegistrations.NotRegistered;
        if (
            ProviderRegistrations.StateOf(Context.Store, subscription, ns) != target
            && !ProviderRegistrations.IsAlways(ns)
        )
        {
            Context.Store.Put(
                new StoredResource(
                    id,
                    ProviderRegistrations.TypeName,
                    new JsonObject { ["state"] = registering ? "Registering" : "Unregistering" }
                )
            );
            Context.Agenda.Schedule(
                Context.Durations.ProviderRegistration,
                "provider registered",
                id,
                new JsonObject { ["state"] = target }
            );
        }
        return ArmResponse.Ok(Render(subscription, ns));
    }

    private void Set(string id, string state) => Context.Store.Update(id, (b, _) => b["state"] = state);

    private IEnumerable<string> Namespaces() =>
        _types
            .All.Select(t => t.Name[..t.Name.IndexOf('/')])
            .Append("Microsoft.KeyVault")
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase);

    // Azure has more namespaces than LocalAzure knows, so one that it does not know may be right; what has not the form of one is not.
    private string KnownNamespace(ArmRequest request, string? action = null)
    {
        string name = request.Path.Name;
        return Namespaces().FirstOrDefault(n => ArmPath.Same(n, name))
            ?? throw (
                name.Split('.') is [{ Length: > 0 }, { Length: > 0 }, ..]
                    ? Unsupported(request, action)
                    : new ArmException(404, "InvalidResourceNamespace", $"The resource namespace '{name}' is invalid.")
            );
    }

    private JsonObject Render(string subscription, string ns) =>
        new()
        {
            ["id"] = $"/subscriptions/{subscription}/providers/{ns}",
            ["namespace"] = ns,
            ["registrationPolicy"] = "RegistrationRequired",
            ["registrationState"] = ProviderRegistrations.IsAlways(ns)
                ? ProviderRegistrations.Registered
                : ProviderRegistrations.StateOf(Context.Store, subscription, ns),
            ["resourceTypes"] = new JsonArray([.. _types.InNamespace(ns).Select(t => (JsonNode)TypeOf(t))]),
        };

    private static JsonObject TypeOf(ResourceType type) =>
        new()
        {
            ["resourceType"] = type.Name[(type.Name.IndexOf('/') + 1)..],
            ["locations"] = new JsonArray([.. Regions.DisplayNames.Select(n => (JsonNode)n)]),
            ["apiVersions"] = new JsonArray([
                .. type.ApiVersions.OrderDescending(StringComparer.Ordinal).Select(v => (JsonNode)v),
            ]),
            ["capabilities"] = type is StoredType ? "SupportsTags, SupportsLocation" : "None",
        };
}
