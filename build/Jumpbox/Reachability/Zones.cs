using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>
/// What private DNS zones answer for hosts of a build. A zone that is linked with a network answers for all names in it: one without
/// a record does not exist there. Source: Azure DNS, "private DNS zones" and "fallback to internet for Azure private DNS zones".
/// </summary>
internal sealed class Zones(NetworkWorld world)
{
    /// <summary>The zone's answer for a host; null if no zone concerns it, so that it has its public address.</summary>
    /// <param name="subnet">The subnet of the machine that asks.</param>
    /// <param name="host">The host.</param>
    public ZoneAnswer? Of(Subnet subnet, EgressHost host)
    {
        // Container groups ask Azure's servers whatever the network's are. Azure Container Instances, "virtual network concepts".
        bool asksAzure =
            host.From == EgressOrigin.ContainerInstance
            || world.Home.DnsServers.All(server => server == NetworkSpace.Platform);
        if (!asksAzure)
        {
            return Concerned(host.Host)
                .Where(pair => pair.Zone.Links is not { Count: 0 })
                .Select(pair => Elsewhere(subnet, host, pair.Zone))
                .FirstOrDefault();
        }
        return At(world.Home.Id, $"machines in {subnet.Id.Name}", host.Host);
    }

    /// <summary>What Azure's DNS servers answer in a network; null for the public address.</summary>
    /// <param name="network">The network.</param>
    /// <param name="who">Who asks there, as a plural or a name.</param>
    /// <param name="host">The host.</param>
    public ZoneAnswer? At(ResourceId network, string who, string host)
    {
        (PrivateZone Zone, ZoneAnswer Answer)? own = Concerned(host)
            .Select(pair => (pair.Zone, Answer: Linked(network, who, host, pair.Zone, pair.Name)))
            .Where(pair => pair.Answer is not null)
            .Cast<(PrivateZone, ZoneAnswer)?>()
            .FirstOrDefault();
        return Forwarded(network, host, own?.Zone.Id.Name.Length ?? -1) ?? own?.Answer;
    }

    private IEnumerable<(PrivateZone Zone, string Name)> Concerned(string host) =>
        world
            .Zones.Select(zone => (Zone: zone, Name: NameIn(zone.Id.Name, host)))
            .Where(pair => pair.Name is not null)
            .Select(pair => (pair.Zone, pair.Name!))
            .OrderByDescending(pair => pair.Zone.Id.Name.Length)
            .ThenBy(pair => $"{pair.Zone.Id}", StringComparer.OrdinalIgnoreCase);

    // The longest domain decides. Source: Azure DNS Private Resolver, "endpoints and rulesets".
    private ZoneAnswer? Forwarded(ResourceId network, string host, int longerThan)
    {
        foreach (
            NameForwarding ruleset in world.Forwardings.OrderBy(one => $"{one.Id}", StringComparer.OrdinalIgnoreCase)
        )
        {
            if (ruleset.Links?.Contains(network) == false)
            {
                continue;
            }
            ForwardingRule? rule = ruleset
                .Rules?.Where(one => one.Domain.Length > longerThan && IsIn(host, one.Domain))
                .MaxBy(one => one.Domain.Length);
            if (ruleset.Links is null || ruleset.Rules is null)
            {
                return Doubt(
                    ruleset.Id,
                    $"whether the DNS forwarding ruleset {ruleset.Id.Name} forwards queries for {host} could not be read"
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

    private static ZoneAnswer? Linked(ResourceId network, string who, string host, PrivateZone zone, string name)
    {
        string described = $"the private DNS zone {zone.Id.Name}";
        if (zone.Links is not { } links)
        {
            return Doubt(
                zone.Id,
                $"whether {described} is linked with {network.Name} could not be read, and it has names such as "
                    + $"{host}"
            );
        }
        if (links.FirstOrDefault(one => one.Network.Equals(network)) is not { } link)
        {
            return null;
        }
        if (zone.Records is not { } records)
        {
            return Doubt(
                zone.Id,
                $"whether {described}, which is linked with {network.Name}, has {host} could not be read"
            );
        }
        ZoneRecord[] found = Matching(records, name);
        if (found.Length == 0)
        {
            return link.FallsBack && IsPrivateLink(zone) ? null : Missing(network, who, host, zone, name);
        }
        string[] addresses = [.. found.SelectMany(record => record.Addresses).Order(StringComparer.Ordinal)];
        return Doubt(
            zone.Id,
            addresses.Length == 0
                ? $"{described} answers for {host} with the name of another host"
                : $"{described} answers for {host} with {string.Join(", ", addresses)}; what answers there could not be read"
        ) with
        {
            Addresses =
            [
                .. addresses
                    .Select(text => Network.Addresses.TryParse(text, out IntervalSet set) ? set : IntervalSet.Empty)
                    .Where(set => set.Count == 1),
            ],
        };
    }

    // The account that a pattern stands for is created by the build, so only a wildcard has it. A wildcard answers for the names below the
    // nearest ancestor that exists, and a name exists that has names below it. Source: RFC 4592, "the role of wildcards".
    private static ZoneRecord[] Matching(IReadOnlyList<ZoneRecord> records, string name)
    {
        ZoneRecord[] exact = [.. records.Where(record => Is(record.Name, name))];
        if (exact.Length > 0 || name == "@" || Exists(records, name))
        {
            return exact;
        }
        string[] labels = name.Split('.');
        for (int first = 1; first <= labels.Length; first++)
        {
            string ancestor = string.Join('.', labels.Skip(first));
            string wildcard = ancestor.Length == 0 ? "*" : $"*.{ancestor}";
            ZoneRecord[] found = [.. records.Where(record => Is(record.Name, wildcard))];
            if (found.Length > 0 || Exists(records, ancestor))
            {
                return found;
            }
        }
        return [];
    }

    private static bool Exists(IReadOnlyList<ZoneRecord> records, string name) =>
        name.Length > 0
        && records.Any(record =>
            Is(record.Name, name) || record.Name.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase)
        );

    private static bool Is(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static ZoneAnswer Missing(ResourceId network, string who, string host, PrivateZone zone, string name) =>
        new(
            new(
                HopKind.Names,
                Reach.No,
                $"the private DNS zone {zone.Id.Name} is linked with {network.Name} and has no record of {host}, so {who} "
                    + "cannot get its address"
            )
            {
                Resource = zone.Id,
                Rule = name,
                Remedy = new(
                    IsPrivateLink(zone) ? "properties: { resolutionPolicy: 'NxDomainRedirect' }" : null,
                    IsPrivateLink(zone)
                        ? $"az network private-dns link vnet update {zone.Id.AzGroup} -z {zone.Id.Name} -n <link> "
                            + "--resolution-policy NxDomainRedirect"
                        : $"az network private-dns link vnet delete {zone.Id.AzGroup} -z {zone.Id.Name} -n <link>\n# Or give the "
                            + "zone a record for the host."
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
    /// <summary>The private addresses that the name has, of which a machine takes one; none if they are not known.</summary>
    public IReadOnlyList<IntervalSet> Addresses { get; init; } = [];
}
