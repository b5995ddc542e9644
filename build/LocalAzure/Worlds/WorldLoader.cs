using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Authorization;
using LocalAzure.Resources;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Worlds;

/// <summary>
/// Fills an empty store: catalogues, the sample world adapted to the client's settings, and the content of a world file. A
/// store for other settings gets what these need.
/// </summary>
internal sealed class WorldLoader(
    ResourceStore store,
    PrincipalDirectory directory,
    TypeCatalogue types,
    ClientSettings client
)
{
    private const string World = "~server/world";

    private readonly WorldContent _content = new(store, directory, types, client.TenantId);

    /// <exception cref="LocalAzureException">The world file cannot be read, or a resource in it breaks a rule.</exception>
    /// <param name="worldFile">A file that describes the world; null for the sample.</param>
    public void Fill(string? worldFile)
    {
        StoredResource? world = store.Find(World);
        // A world that a file fully describes does not adapt to the client's settings.
        if (world?.Body["whole"].Flag() == true)
        {
            return;
        }
        store.Transact(() =>
        {
            if (world is null)
            {
                Found(worldFile);
            }
            else if (store.Find(MarkOf(client)) is null)
            {
                Add();
            }
            if (store.Find(World)!.Body["sized"].Flag() != true)
            {
                ClientWorld.Offer(store, client.VmSize);
            }
        });
    }

    private void Found(string? worldFile)
    {
        WorldDocument? given = worldFile is { } path ? WorldDocument.Read(path, client) : null;
        bool whole = given is { ReplacesSample: true };
        RoleCatalogue.Fill(store);
        PolicyCatalogue.Fill(store);
        directory.Add(SampleWorld.Operator, "User", TimeSpan.Zero);
        WorldDocument first = whole ? given! : WorldDocument.Sample(client);
        _content.Put(first with { Subscriptions = [client.SubscriptionId, .. first.Subscriptions] });
        if (given is not null && !whole)
        {
            _content.Put(given);
        }
        store.Put(
            new StoredResource(
                World,
                "~server",
                new JsonObject { ["whole"] = whole, ["sized"] = whole || given?.Settings.ContainsKey("sizes") == true }
            )
        );
        store.Put(new StoredResource(MarkOf(client), "~server", []));
    }

    // The state is for other settings, for example before an edit: what these need is added, and everything else stays.
    private void Add()
    {
        WorldDocument sample = WorldDocument.Sample(client);
        IEnumerable<JsonObject> missing = sample.Resources.Where(resource =>
            store.Find(resource["id"].Text()!) is null
        );
        _content.Put(
            sample with
            {
                Subscriptions = [client.SubscriptionId],
                Settings = new Dictionary<string, JsonNode>(),
                Resources = [.. missing],
            }
        );
        store.Put(new StoredResource(MarkOf(client), "~server", []));
    }

    private static string MarkOf(ClientSettings client)
    {
        byte[] place = Encoding.UTF8.GetBytes((client with { VmSize = null }).ToString());
        return $"{World}/{Convert.ToHexStringLower(SHA256.HashData(place))}";
    }
}
