using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Authorization;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Worlds;

/// <summary>
/// Fills an empty store: catalogues, the sample world with the client's own place in it, and what a world file adds. A store that
/// was filled for another place gets what this one needs.
/// </summary>
internal static class WorldLoader
{
    private const string World = "~server/world";

    /// <exception cref="LocalAzureException">The world file cannot be read, or a resource in it breaks a rule.</exception>
    public static Task FillAsync(ControlPlane plane, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        HomePlace home = plane.Options.Home;
        StoredResource? world = plane.Store.Find(World);
        // A world that a file describes whole stays as it says, whatever the client's settings say later.
        if (world?.Body["whole"].Flag() == true)
        {
            return Task.CompletedTask;
        }
        plane.Store.Transact(() =>
        {
            if (world is null)
            {
                Found(plane, home);
            }
            else if (plane.Store.Find(MarkOf(home)) is null)
            {
                Add(plane, home);
            }
            if (plane.Store.Find(World)!.Body["sized"].Flag() != true)
            {
                HomeWorld.Offer(plane.Store, home.VmSize);
            }
        });
        return Task.CompletedTask;
    }

    private static void Found(ControlPlane plane, HomePlace home)
    {
        WorldDocument? given = plane.Options.WorldFile is { } path ? WorldDocument.Read(path, home) : null;
        bool whole = given is { IsWhole: true };
        RoleCatalogue.Fill(plane.Store);
        PolicyCatalogue.Fill(plane.Store);
        plane.Directory.Add(SampleWorld.Operator, "User", TimeSpan.Zero);
        WorldDocument first = whole ? given! : WorldDocument.Sample(home);
        WorldContent.Put(plane, first with { Subscriptions = [home.SubscriptionId, .. first.Subscriptions] });
        if (given is not null && !whole)
        {
            WorldContent.Put(plane, given);
        }
        plane.Store.Put(
            new StoredResource(
                World,
                "~server",
                new JsonObject { ["whole"] = whole, ["sized"] = whole || given?.Settings.ContainsKey("sizes") == true }
            )
        );
        plane.Store.Put(new StoredResource(MarkOf(home), "~server", []));
    }

    // The state is of another place, as after an edit of the settings: what this one needs is added, what is there stays.
    private static void Add(ControlPlane plane, HomePlace home)
    {
        WorldDocument sample = WorldDocument.Sample(home);
        IEnumerable<JsonObject> missing = sample.Resources.Where(resource =>
            plane.Store.Find(resource["id"].Text()!) is null
        );
        WorldContent.Put(
            plane,
            sample with
            {
                Subscriptions = [home.SubscriptionId],
                Settings = new Dictionary<string, JsonNode>(),
                Resources = [.. missing],
            }
        );
        plane.Store.Put(new StoredResource(MarkOf(home), "~server", []));
    }

    private static string MarkOf(HomePlace home)
    {
        byte[] place = Encoding.UTF8.GetBytes((home with { VmSize = null }).ToString());
        return $"{World}/{Convert.ToHexStringLower(SHA256.HashData(place))}";
    }
}
