using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>
/// What private DNS zones answer for hosts of a build. A zone that is linked with a network answers for all names in it: one without
/// a record does not exist there. Source: Azure DNS, "private DNS zones" and "fallback to internet for Azure private DNS zones".
/// </summary>
internal sealed class Zones(NetworkWorld world)
{
    private const string Platform = "168.63.129.16";

    /// <summary>The zone's answer for a host; null if no zone concerns it, so that it has its public address.</summary>
    /// <param name="subnet">The subnet of the machine that asks.</param>
    /// <param name="host">The host.</param>
    public ZoneAnswer? Of(Subnet subnet, EgressHost host)
    {
        (PrivateZone Zone, string Name)[] concerned =
        [
            .. world
                .Zones.Select(zone => (Zone: zone, Name: NameIn(zone.Id.Name, host.Host)))
                .Where(pair => pair.Name is not null)
                .Select(pair => (pair.Zone, pair.Name!))
                .OrderByDescending(pair => pair.Zone.Id.Name.Length)
                .ThenBy(pair => $"{pair.Zone.Id}", StringComparer.OrdinalIgnoreCase),
        ];
        // Container groups ask Azure's servers whatever the network's are. Azure Container Instances, "virtual network concepts".
        bool asksAzure =
            host.From == EgressOrigin.ContainerInstance || world.Home.DnsServers.All(server => server == Platform);
        if (!asksAzure)
        {
            return concerned
                .Where(pair => pair.Zone.Links is not { Count: 0 })
                .Select(pair => Elsewhere(subnet, host, pair.Zone))
                .FirstOrDefault();
        }
        (PrivateZone Zone, ZoneAnswer Answer)? own = concerned
            .Select(pair => (pair.Zone, Answer: Linked(subnet, host, pair.Zone, pair.Name)))
            .Where(pair => pair.Answer is not null)
            .Cast<(PrivateZone, ZoneAnswer)?>()
            .FirstOrDefault();
        return Forwarded(host, own?.Zone.Id.Name.Length ?? -1) ?? own?.Answer;
    }

    // The longest domain decides. Source: Azure DNS Private Resolver, "endpoints and rulesets".
    private ZoneAnswer? Forwarded(EgressHost host, int longerThan)
    {
        foreach (
            NameForwarding ruleset in world.Forwardings.OrderBy(one => $"{one.Id}", StringComparer.OrdinalIgnoreCase)
        )
        {
            if (ruleset.Links?.Contains(world.Home.Id) == false)
            {
                continue;
            }
            ForwardingRule? rule = ruleset
                .Rules?.Where(one => one.Domain.Length > longerThan && IsIn(host.Host, one.Domain))
                .MaxBy(one => one.Domain.Length);
            if (ruleset.Links is null || ruleset.Rules is null)
            {
                return Doubt(
                    ruleset.Id,
                    $"whether the DNS forwarding ruleset {ruleset.Id.Name} forwards queries for {host.Host} could not be read"
                );
            }
            if (rule is not null)
            {
                return Doubt(
                    ruleset.Id,
                    $"the DNS forwarding ruleset {ruleset.Id.Name} sends queries for {(rule.Domain.Length == 0 ? "all names" : rule.Domain)} "
                        + $"to {string.Join(", ", rule.Servers)}, whose answers could not be read"
                );
            }
        }
        return null;
    }

    private static bool IsIn(string host, string domain) =>
        domain.Length == 0
        || host.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);

    // Names below privatelink zones belong to resources that have a private endpoint, which nothing has that a build creates. Azure
    // Resource Manager has one for a whole tenant. Source: Azure Private Link, "private DNS zone values".
    private static string? NameIn(string zone, string host) =>
        zone.Equals("privatelink.azure.com", StringComparison.OrdinalIgnoreCase)
            ? host.Equals("management.azure.com", StringComparison.OrdinalIgnoreCase)
                ? "management"
                : null
            : host.Equals(zone, StringComparison.OrdinalIgnoreCase)
                ? "@"
                : host.EndsWith($".{zone}", StringComparison.OrdinalIgnoreCase)
                    ? host[..^(zone.Length + 1)]
                    : null;

    private ZoneAnswer? Linked(Subnet subnet, EgressHost host, PrivateZone zone, string name)
    {
        string described = $"the private DNS zone {zone.Id.Name}";
        if (zone.Links is not { } links)
        {
            return Doubt(
                zone.Id,
                $"whether {described} is linked with {world.Home.Id.Name} could not be read, and it has names such as "
                    + $"{host.Host}"
            );
        }
        if (links.FirstOrDefault(one => one.Network.Equals(world.Home.Id)) is not { } link)
        {
            return null;
        }
        if (zone.Records is not { } records)
        {
            return Doubt(
                zone.Id,
                $"whether {described}, which is linked with {world.Home.Id.Name}, has {host.Host} could not be read"
            );
        }
        ZoneRecord[] found = Matching(records, name);
        if (found.Length == 0)
        {
            return link.FallsBack && IsPrivateLink(zone) ? null : Missing(subnet, host, zone, name);
        }
        string[] addresses = [.. found.SelectMany(record => record.Addresses).Order(StringComparer.Ordinal)];
        string first = addresses.FirstOrDefault() ?? "";
        return Doubt(
            zone.Id,
            addresses.Length == 0
                ? $"{described} answers for {host.Host} with the name of another host"
                : $"{described} answers for {host.Host} with {string.Join(", ", addresses)}; what answers there could not be read"
        ) with
        {
            Address = Addresses.TryParse(first, out IntervalSet set) && set.Count == 1 ? set : null,
        };
    }

    // The account that a pattern stands for is created by the build, so only a wildcard has it.
    private static ZoneRecord[] Matching(IReadOnlyList<ZoneRecord> records, string name)
    {
        ZoneRecord[] exact = [.. records.Where(record => record.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return exact.Length > 0 || name == "@" ? exact : [.. records.Where(record => record.Name == "*")];
    }

    private ZoneAnswer Missing(Subnet subnet, EgressHost host, PrivateZone zone, string name) =>
        new(
            new(
                HopKind.Names,
                Reach.No,
                $"the private DNS zone {zone.Id.Name} is linked with {world.Home.Id.Name} and has no record of {host.Host}, so machines in "
                    + $"{subnet.Id.Name} get no address"
            )
            {
                Resource = zone.Id,
                Rule = name,
                Remedy = new(
                    IsPrivateLink(zone) ? "properties: { resolutionPolicy: 'NxDomainRedirect' }" : null,
                    IsPrivateLink(zone)
                        ? $"az network private-dns link vnet update -g {zone.Id.ResourceGroup} -z {zone.Id.Name} -n <link> "
                            + "--resolution-policy NxDomainRedirect"
                        : $"az network private-dns link vnet delete -g {zone.Id.ResourceGroup} -z {zone.Id.Name} -n <link>, or give the "
                            + "zone a record for the host"
                ),
            }
        );

    private ZoneAnswer Elsewhere(Subnet subnet, EgressHost host, PrivateZone zone) =>
        Doubt(
            zone.Id,
            $"machines in {subnet.Id.Name} ask {string.Join(", ", world.Home.DnsServers)} for {host.Host}; whether the private DNS zone "
                + $"{zone.Id.Name} answers there depends on the server's own network"
        );

    private static ZoneAnswer Doubt(ResourceId source, string says) =>
        new(
            new(HopKind.Names, Reach.Unknown, says)
            {
                Resource = source,
                Rule = "virtualNetworkLinks",
                Remedy = new(null, "Run Prereqs --probe, which resolves the name in the subnet."),
            }
        );

    private static bool IsPrivateLink(PrivateZone zone) =>
        zone.Id.Name.StartsWith("privatelink.", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a private DNS zone answers for a host.</summary>
/// <param name="Hop">The answer as a hop.</param>
internal sealed record ZoneAnswer(Hop Hop)
{
    /// <summary>The private address that the name has; null if it has none, or it is not known.</summary>
    public IntervalSet? Address { get; init; }
}
