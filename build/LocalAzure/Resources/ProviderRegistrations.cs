using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>The resource providers that a subscription is registered with.</summary>
internal static class ProviderRegistrations
{
    public const string TypeName = "~registration";
    public const string Registered = "Registered";
    public const string NotRegistered = "NotRegistered";

    /// <summary>Namespaces that are registered in every subscription and cannot be unregistered.</summary>
    private static readonly string[] Always = ["Microsoft.Resources", "Microsoft.Authorization"];

    public static bool IsRegistered(ResourceStore store, string subscription, string ns) =>
        Always.Contains(ns, StringComparer.OrdinalIgnoreCase) || StateOf(store, subscription, ns) == Registered;

    /// <summary>Whether a namespace in Azure's spelling is registered in every subscription.</summary>
    public static bool IsAlways(string ns) => Always.Contains(ns);

    /// <summary>A namespace that the world does not contain is registered.</summary>
    public static string StateOf(ResourceStore store, string subscription, string ns) =>
        store.Find(DocumentId(subscription, ns))?.Body["state"].Text() ?? Registered;

    public static void Set(ResourceStore store, string subscription, string ns, string state) =>
        store.Put(new StoredResource(DocumentId(subscription, ns), TypeName, new JsonObject { ["state"] = state }));

    public static string DocumentId(string subscription, string ns) => $"~registration/{subscription}/{ns}";
}
