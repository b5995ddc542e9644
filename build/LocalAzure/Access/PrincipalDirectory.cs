using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Access;

/// <summary>The principals of the tenant. A new one is known after its replication.</summary>
internal sealed class PrincipalDirectory(ResourceStore store, Agenda agenda)
{
    public void Add(string principalId, string type, TimeSpan replication) =>
        store.Put(
            new StoredResource(
                KeyOf(principalId),
                "~principal",
                new JsonObject { ["type"] = type, ["knownAt"] = (agenda.Now + replication).UtcTicks }
            )
        );

    public void Remove(string principalId) => store.Remove(KeyOf(principalId));

    /// <summary>User, Group or ServicePrincipal; null if there is none.</summary>
    public string? TypeOf(string principalId) => store.Find(KeyOf(principalId))?.Body["type"].Text();

    public bool HasReplicated(string principalId) =>
        store.Find(KeyOf(principalId))?.Body["knownAt"]?.GetValue<long>() <= agenda.Now.UtcTicks;

    private static string KeyOf(string principalId) => $"~principal/{principalId}";
}
