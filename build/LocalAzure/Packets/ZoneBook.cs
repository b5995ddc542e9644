using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Packets;

/// <summary>
/// What the private DNS zones that are linked with a network answer for a name. Source: Azure DNS, "private DNS zones".
/// </summary>
internal sealed class ZoneBook(ResourceStore store)
{
    private const string Zone = "Microsoft.Network/privateDnsZones";

    /// <summary>Whether a zone answers, and with which address; null for a name that does not exist.</summary>
    /// <param name="network">The network of the client.</param>
    /// <param name="host">The name.</param>
    public (bool Answers, uint? Address) Of(string network, string host)
    {
        string name = ArmPath.Same(host, "management.azure.com") ? "management.privatelink.azure.com" : host;
        StoredResource? zone = store
            .OfType(Zone)
            .Where(one => IsIn(one.Name, name) && LinkOf(one, network) is not null)
            .MaxBy(one => one.Name.Length);
        if (zone is null)
        {
            return (false, null);
        }
        string below = name.Length == zone.Name.Length ? "@" : name[..^(zone.Name.Length + 1)];
        JsonNode? record =
            store.Find($"{zone.Id}/A/{below}")?.Body ?? (below == "@" ? null : store.Find($"{zone.Id}/A/*")?.Body);
        uint? address = Ipv4.Number(
            record.At("properties", "aRecords").Items().FirstOrDefault().At("ipv4Address").Text()
        );
        bool fallsBack =
            zone.Name.StartsWith("privatelink.", StringComparison.OrdinalIgnoreCase)
            && ArmPath.Same(LinkOf(zone, network).At("properties", "resolutionPolicy").Text(), "NxDomainRedirect");
        return (address is not null || !fallsBack, address);
    }

    private JsonObject? LinkOf(StoredResource zone, string network) =>
        store
            .Under($"{zone.Id}/virtualNetworkLinks/")
            .Find(link => ArmPath.Same(link.Body.At("properties", "virtualNetwork", "id").Text(), network))
            ?.Body;

    private static bool IsIn(string zone, string name) =>
        ArmPath.Same(zone, name) || name.EndsWith($".{zone}", StringComparison.OrdinalIgnoreCase);
}
