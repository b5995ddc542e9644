using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>Resource providers of a subscription: list, get, register, unregister. Registering takes time.</summary>
internal sealed class ResourceProviders : ResourceType
{
    public const string TypeName = "Microsoft.Resources/subscriptions/providers";
    private const string Registered = "Registered";

    /// <summary>Namespaces that are registered in every subscription and cannot be left.</summary>
    private static readonly string[] Always = ["Microsoft.Resources", "Microsoft.Authorization"];

    public ResourceProviders(ControlPlane plane)
        : base(plane, TypeName, ResourceGroups.Versions) =>
        plane.Agenda.On(
            "provider registered",
            (id, data) => Set(id, data["state"].Text()!),
            (id, _, _) => Set(id, "NotRegistered")
        );

    public static bool IsRegistered(ControlPlane plane, string subscription, string ns) =>
        Always.Contains(ns, StringComparer.OrdinalIgnoreCase) || StateOf(plane, subscription, ns) == Registered;

    public override string? ActionOf(ArmRequest request) => "Microsoft.Resources/subscriptions/providers/read";

    public override string? ActionOf(ArmRequest request, string action) =>
        $"{request.Path.Name}/{action.ToLowerInvariant()}/action";

    protected override ArmResponse List(ArmRequest request) =>
        ArmResponse.List(Namespaces().Select(ns => Render(request.Path.SubscriptionId!, ns)));

    protected override ArmResponse Get(ArmRequest request) =>
        ArmResponse.Ok(Render(request.Path.SubscriptionId!, KnownNamespace(request.Path.Name)));

    protected override ArmResponse Act(ArmRequest request, string action)
    {
        string ns = KnownNamespace(request.Path.Name);
        bool registering = ArmPath.Same(action, "register");
        if (!registering && !ArmPath.Same(action, "unregister"))
        {
            throw Unsupported(request);
        }
        string subscription = request.Path.SubscriptionId!;
        string id = DocumentId(subscription, ns);
        string target = registering ? Registered : "NotRegistered";
        if (StateOf(Plane, subscription, ns) != target && !Always.Contains(ns))
        {
            Plane.Store.Put(
                new StoredResource(
                    id,
                    "~registration",
                    new JsonObject { ["state"] = registering ? "Registering" : "Unregistering" }
                )
            );
            Plane.Agenda.Schedule(
                Plane.Durations.ProviderRegistration,
                "provider registered",
                id,
                new JsonObject { ["state"] = target }
            );
        }
        return ArmResponse.Ok(Render(subscription, ns));
    }

    private static string DocumentId(string subscription, string ns) => $"~registration/{subscription}/{ns}";

    private static string StateOf(ControlPlane plane, string subscription, string ns) =>
        plane.Store.Find(DocumentId(subscription, ns))?.Body["state"].Text() ?? Registered;

    /// <summary>What a world says; a namespace that it does not name is registered.</summary>
    public static void Set(ControlPlane plane, string subscription, string ns, string state) =>
        plane.Store.Put(
            new StoredResource(DocumentId(subscription, ns), "~registration", new JsonObject { ["state"] = state })
        );

    private void Set(string id, string state) => Plane.Store.Update(id, (b, _) => b["state"] = state);

    private IEnumerable<string> Namespaces() =>
        Plane
            .Types.All.Select(t => t.Name[..t.Name.IndexOf('/')])
            .Append("Microsoft.KeyVault")
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase);

    private string KnownNamespace(string name) =>
        Namespaces().FirstOrDefault(n => ArmPath.Same(n, name))
        ?? throw new ArmException(404, "InvalidResourceNamespace", $"The resource namespace '{name}' is invalid.");

    private JsonObject Render(string subscription, string ns) =>
        new()
        {
            ["id"] = $"/subscriptions/{subscription}/providers/{ns}",
            ["namespace"] = ns,
            ["registrationPolicy"] = "RegistrationRequired",
            ["registrationState"] = Always.Contains(ns) ? Registered : StateOf(Plane, subscription, ns),
            ["resourceTypes"] = new JsonArray([.. Plane.Types.InNamespace(ns).Select(t => (JsonNode)TypeOf(t))]),
        };

    private static JsonObject TypeOf(ResourceType type) =>
        new()
        {
            ["resourceType"] = type.Name[(type.Name.IndexOf('/') + 1)..],
            ["locations"] = new JsonArray([.. Locations.DisplayNames.Select(n => (JsonNode)n)]),
            ["apiVersions"] = new JsonArray([
                .. type.ApiVersions.OrderDescending(StringComparer.Ordinal).Select(v => (JsonNode)v),
            ]),
            ["capabilities"] = type is StoredType ? "SupportsTags, SupportsLocation" : "None",
        };
}
