using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Packets;

/// <summary>
/// What the rules of an Azure Firewall do to one packet: all network rules, then all application rules; of each, the base policy's
/// first, then by the priority of groups and collections; the first match ends. Source: Azure Firewall, "rule processing".
/// </summary>
internal sealed class PacketFirewall(ResourceStore store)
{
    private static readonly string[] ClassicKinds = ["networkRuleCollections", "applicationRuleCollections"];

    // Azure Firewall, "FQDN tags", and AKS, "outbound network and FQDN rules".
    private static readonly string[] Kubernetes =
    [
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "management.azure.com",
        "login.microsoftonline.com",
        "packages.microsoft.com",
        "acs-mirror.azureedge.net",
    ];

    /// <summary>What happens at the firewall.</summary>
    /// <param name="firewall">The firewall.</param>
    /// <param name="packet">The packet.</param>
    public PacketEnd Judge(StoredResource firewall, Packet packet)
    {
        JsonNode? properties = firewall.Body["properties"];
        string? policy = properties.At("firewallPolicy", "id").Text();
        FirewallSettings settings = FirewallSettings.Of(store, firewall);
        Collection[] lists = [.. (policy is null ? Classic(properties) : OfPolicies(policy))];
        foreach (Collection list in lists)
        {
            if (list.Rules.Any(rule => IsNetwork(rule) && Network(rule, packet, settings)))
            {
                return !list.Allows ? PacketEnd.Dropped($"a network rule of {list.Name} denies it")
                    : packet.Host is not null && settings.KeepsSource(packet.Destination)
                        ? PacketEnd.Dropped($"{firewall.Name} does not translate the source address")
                    : PacketEnd.Open;
            }
        }
        bool isWeb = packet is { Host: not null, Port: 80 or 443 };
        foreach (Collection list in lists)
        {
            if (list.Rules.FirstOrDefault(rule => !IsNetwork(rule) && Application(rule, packet)) is { } match)
            {
                return !list.Allows ? new(PacketEndKind.Closed, $"an application rule of {list.Name} denies it")
                    : IsLost(firewall, packet.Host!)
                        ? new(PacketEndKind.Closed, $"{firewall.Name} cannot get the address of {packet.Host}")
                    : settings.Authority is { } authority && match.At("terminateTLS").Flag() == true
                        ? new(PacketEndKind.Inspected, authority)
                    : PacketEnd.Open;
            }
        }
        return isWeb
            ? new(PacketEndKind.Closed, $"no rule of {firewall.Name} matches")
            : PacketEnd.Dropped($"no rule of {firewall.Name} matches");
    }

    // A firewall looks the host up in its own network. Azure Firewall, "DNS details".
    private bool IsLost(StoredResource firewall, string host) =>
        firewall
            .Body.At("properties", "ipConfigurations")
            .Items()
            .Select(part => part.At("properties", "subnet", "id").Text())
            .FirstOrDefault(id => id is not null)
            is { } subnet
        && new ZoneBook(store).Of(ArmPath.Parse(subnet).Parent!.Id, host) is (true, null);

    // The base policy's rules first, whatever their numbers.
    private IEnumerable<Collection> OfPolicies(string policy)
    {
        List<string> chain = [];
        for (string? one = policy; one is not null && !chain.Contains(one); one = Base(one))
        {
            chain.Insert(0, one);
        }
        return from one in chain
            from grouped in store
                .Under($"{one}/ruleCollectionGroups/")
                .OrderBy(one => one.Body.At("properties", "priority").Number())
            from list in grouped
                .Body.At("properties", "ruleCollections")
                .Items()
                .Where(list => !ArmPath.Same(list.At("ruleCollectionType").Text(), "FirewallPolicyNatRuleCollection"))
                .OrderBy(list => list.At("priority").Number())
            select new Collection(
                list.At("name").Text() ?? "",
                ArmPath.Same(list.At("action", "type").Text(), "Allow"),
                [.. list.At("rules").Items()]
            );
    }

    private string? Base(string policy) => store.Find(policy)?.Body.At("properties", "basePolicy", "id").Text();

    private static IEnumerable<Collection> Classic(JsonNode? firewall) =>
        from kind in ClassicKinds
        from list in firewall.At(kind).Items().OrderBy(list => list.At("properties", "priority").Number())
        select new Collection(
            list.At("name").Text() ?? "",
            ArmPath.Same(list.At("properties", "action", "type").Text(), "Allow"),
            [.. list.At("properties", "rules").Items()]
        );

    private static bool IsNetwork(JsonNode rule) =>
        ArmPath.Same(rule.At("ruleType").Text(), "NetworkRule")
        || (rule.At("ruleType") is null && rule.At("destinationPorts") is not null);

    private bool Network(JsonNode rule, Packet packet, FirewallSettings settings) =>
        Texts(rule, "ipProtocols")
            .Concat(Texts(rule, "protocols"))
            .Any(name => ArmPath.Same(name, "TCP") || ArmPath.Same(name, "Any"))
        && From(rule, packet)
        && Texts(rule, "destinationPorts").Any(ports => PacketRules.HasPort(ports, packet.Port))
        && (
            Texts(rule, "destinationAddresses")
                .Concat(Texts(rule, "destinationIpGroups").SelectMany(Members))
                .Any(text => Holds(text, packet.Destination))
            || (settings.KnowsNames && Texts(rule, "destinationFqdns").Any(name => ArmPath.Same(name, packet.Host)))
        );

    private bool Application(JsonNode rule, Packet packet) =>
        packet.Host is { } host
        && From(rule, packet)
        && rule.At("protocols").Items().Any(protocol => Speaks(protocol, packet.Port))
        && (
            Texts(rule, "targetFqdns").Any(name => Named(name, host))
            // Without inspection, the firewall sees no path.
            || Texts(rule, "targetUrls")
                .Any(url =>
                    (!url.Contains('/') || url.EndsWith("/*", StringComparison.Ordinal))
                    && Named(url.Split('/')[0], host)
                )
            || (
                Texts(rule, "fqdnTags").Any(tag => ArmPath.Same(tag, "AzureKubernetesService"))
                && Kubernetes.Any(name => Named(name, host))
            )
        );

    private bool From(JsonNode rule, Packet packet) =>
        Texts(rule, "sourceAddresses")
            .Concat(Texts(rule, "sourceIpGroups").SelectMany(Members))
            .Any(text => text == "*" || Ipv4.Contains(text, packet.Source));

    private IEnumerable<string> Members(string group) =>
        store.Find(group)?.Body.At("properties", "ipAddresses").Items().Select(one => one.Text()).OfType<string>()
        ?? [];

    private static bool Holds(string text, uint address) =>
        text == "*"
        || (ArmPath.Same(text, "Internet") && Ipv4.IsPublic(address))
        || Ipv4.Contains(text, address)
        || HostBook.PrefixesOf(text).Any(prefix => Ipv4.Contains(prefix, address));

    private static bool Speaks(JsonNode protocol, int port)
    {
        bool plain = ArmPath.Same(protocol.At("protocolType").Text(), "Http");
        return !ArmPath.Same(protocol.At("protocolType").Text(), "Mssql")
            && (protocol.At("port").Number() ?? (plain ? 80 : 443)) == port
            && (port != 443 || !plain)
            && (port != 80 || plain);
    }

    private static bool Named(string pattern, string host) =>
        pattern.StartsWith('*')
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : ArmPath.Same(pattern, host);

    private static IEnumerable<string> Texts(JsonNode rule, string property) =>
        rule.At(property).Items().Select(item => item.Text()).OfType<string>();

    private sealed record Collection(string Name, bool Allows, JsonNode[] Rules);
}
