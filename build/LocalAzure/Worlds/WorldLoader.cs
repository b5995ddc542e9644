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
    /// <returns>What the world contains only because the settings name it, as phrases.</returns>
    public IReadOnlyList<string> Fill(string? worldFile)
    {
        StoredResource? world = store.Find(World);
        RequireSame(world, worldFile);
        // A world that a file fully describes does not adapt to the client's settings.
        if (world?.Body["whole"].Flag() == true)
        {
            return [];
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
            if (!Has("sized"))
            {
                ClientOffers.AddSizes(store, client);
            }
            if (!Has("limited"))
            {
                ClientOffers.RaiseQuotas(store, client);
            }
            if (!Has("imaged"))
            {
                ClientOffers.AddBaseImage(store, client);
            }
        });
        return Has("whole") ? [] : ClientAssumptions.In(store, client, Has("sized"), Has("imaged"));
    }

    // The state is what its first run was given; another file would have no effect.
    private static void RequireSame(StoredResource? world, string? worldFile)
    {
        if (
            world is null
            || worldFile is not { } path
            || world.Body["file"].Text() == DigestOf(path)
            // An earlier version did not record which file it was.
            || (world.Body["given"].Flag() == true && world.Body["file"] is null)
        )
        {
            return;
        }
        string first = world.Body["given"].Flag() == true ? "from another world file" : "without a world file";
        throw new LocalAzureException(
            $"The world file '{path}' would have no effect: LocalAzure's state was created {first}. Omit the file, or use another folder "
                + "for the state (with --world, another --artifacts=DIR)."
        );
    }

    private static string DigestOf(string path)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LocalAzureException($"The world file '{path}' cannot be read: {error.Message}", error);
        }
    }

    private bool Has(string mark) => store.Find(World)!.Body[mark].Flag() == true;

    private void Found(string? worldFile)
    {
        WorldDocument? given = worldFile is { } path ? WorldDocument.Read(path, client) : null;
        bool whole = given is { ReplacesSample: true };
        RoleCatalogue.Fill(store);
        PolicyCatalogue.Fill(store);
        directory.Add(new Principal(SampleWorld.Operator, "User", "LocalAzure operator"), TimeSpan.Zero);
        WorldDocument first =
            whole ? given!
            : given is not null ? WorldDocument.Sample(client)
            : Everything();
        _content.Put(first with { Subscriptions = [client.SubscriptionId, .. first.Subscriptions] });
        if (given is not null && !whole)
        {
            _content.Put(given);
        }
        store.Put(
            new StoredResource(
                World,
                "~server",
                new JsonObject
                {
                    ["whole"] = whole,
                    ["given"] = given is not null,
                    ["file"] = worldFile is null ? null : DigestOf(worldFile),
                    ["sized"] = Lists("sizes"),
                    ["limited"] = Lists("quotas"),
                    ["imaged"] = Lists("images"),
                }
            )
        );
        store.Put(new StoredResource(MarkOf(client), "~server", []));

        bool Lists(string section) => whole || given?.Settings.ContainsKey(section) == true;
    }

    // The state is for other settings, for example before an edit: what these need is added, and everything else stays.
    private void Add()
    {
        WorldDocument sample = Has("given") ? WorldDocument.Sample(client) : Everything();
        IEnumerable<JsonObject> missing = sample.Resources.Where(resource =>
            store.Find(resource["id"].Text()!) is null
        );
        _content.Put(
            sample with
            {
                Subscriptions = [client.SubscriptionId, .. sample.Subscriptions],
                Settings = new Dictionary<string, JsonNode>(),
                Resources = [.. missing],
            }
        );
        store.Put(new StoredResource(MarkOf(client), "~server", []));
    }

    // Where a file describes the world, galleries, images and groups are those of the file.
    private WorldDocument Everything()
    {
        WorldDocument sample = WorldDocument.Sample(client);
        IEnumerable<JsonObject> all = sample.Resources.Concat(ClientResources.Of(client));
        return sample with
        {
            Subscriptions = [.. ClientResources.OtherSubscriptions(client)],
            Resources = [.. all.OrderBy(resource => ArmPath.Parse(resource["id"].Text()!).InProvider)],
        };
    }

    // What the world offers is looked at in each run; resources that a client deleted are not created again.
    private static string MarkOf(ClientSettings client)
    {
        ClientSettings named = client with { VmSize = null, ProxySize = null, OtherVmSizes = "", BaseImage = null };
        byte[] place = Encoding.UTF8.GetBytes(named.ToString());
        return $"{World}/{Convert.ToHexStringLower(SHA256.HashData(place))}";
    }
}
