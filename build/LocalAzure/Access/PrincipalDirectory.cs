using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Access;

/// <summary>The principals of the tenant. A new one is known after its replication.</summary>
internal sealed class PrincipalDirectory(ResourceStore store, Agenda agenda)
{
    private const string Kind = "~principal";

    /// <summary>The principals that are known by now.</summary>
    public IEnumerable<Principal> Known => store.OfType(Kind).Where(HasReplicated).Select(Read);

    /// <param name="principal">The principal.</param>
    /// <param name="replication">How long it takes until it is known.</param>
    public void Add(Principal principal, TimeSpan replication) =>
        store.Put(
            new StoredResource(
                KeyOf(principal.Id),
                Kind,
                new JsonObject
                {
                    ["type"] = principal.Type,
                    ["knownAt"] = (agenda.Now + replication).UtcTicks,
                    ["name"] = principal.Name,
                    ["appId"] = principal.AppId,
                }
            )
        );

    public void Remove(string principalId) => store.Remove(KeyOf(principalId));

    /// <summary>User, Group or ServicePrincipal; null if there is none.</summary>
    public string? TypeOf(string principalId) => store.Find(KeyOf(principalId))?.Body["type"].Text();

    public bool HasReplicated(string principalId)
    {
        StoredResource? found = store.Find(KeyOf(principalId));
        bool hasReplicated = found is not null && HasReplicated(found);
        if (found is not null && !hasReplicated)
        {
            Foresight.Awaits();
        }
        return hasReplicated;
    }

    private bool HasReplicated(StoredResource stored) =>
        stored.Body["knownAt"]?.GetValue<long>() <= agenda.Now.UtcTicks;

    private static Principal Read(StoredResource stored) =>
        new(
            stored.Id[(Kind.Length + 1)..],
            stored.Body["type"].Text()!,
            stored.Body["name"].Text(),
            stored.Body["appId"].Text()
        );

    private static string KeyOf(string principalId) => $"{Kind}/{principalId}";
}
