using System.Text.Json.Nodes;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Network;
using static Jumpbox.Azure.Tests.Facts.PaperWorlds;

namespace Prereqs.Bench;

/// <summary>
/// A hub and spoke with 1,000 security rules in 10 groups, 200 peerings, 400 routes, an IP group of 5,000 entries as source and as
/// destination, and 200 firewall rule collections in 10 rule collection groups of a policy with a base policy. One of the security groups, with most
/// of the rules, is on our subnet; the others are there and need not be read.
/// </summary>
internal static class BigWorld
{
    public const int SecurityGroups = 10;
    public const int RulesInGroup = 10;
    public const int RulesOfOurs = 910;
    public const int SecurityRules = RulesOfOurs + ((SecurityGroups - 1) * RulesInGroup);
    public const int Peerings = 200;
    public const int Routes = 400;
    public const int IpGroupEntries = 5000;
    public const int Collections = 200;
    public const int ServiceTags = 3000;
    private const int CollectionsInGroup = 20;
    private const int Needed = 8;
    private const int AdminRules = 1000;
    private const int PrefixesOfTag = 40;

    /// <summary>Network, route table, list of firewalls, policy, base policy, IP group.</summary>
    public static IReadOnlyList<string> LongestChain { get; } =
    [
        Spoke,
        PaperWorlds.RouteTable,
        $"{Hub[..Hub.IndexOf("/resourceGroups", StringComparison.Ordinal)]}/providers/Microsoft.Network/azureFirewalls",
        Policy,
        $"{Policy}-base",
        $"{Hub}/ipGroups/ipg-builders",
    ];

    /// <summary>Builds the world.</summary>
    /// <param name="odd">A member of each of the rules that is not usual, by its number; null for usual rules.</param>
    public static PaperAzure Build(Action<JsonObject, int>? odd = null)
    {
        PaperAzure azure = HubAndSpoke().WithIdentity();
        for (int group = 0; group < SecurityGroups; group++)
        {
            azure.Put(
                group == 0 ? PaperWorlds.SecurityGroup : $"{PaperWorlds.SecurityGroup}-{group}",
                Rules(group == 0 ? RulesOfOurs : RulesInGroup)
            );
        }
        if (odd is not null)
        {
            JsonArray rules = azure.Properties(PaperWorlds.SecurityGroup)["securityRules"]!.AsArray();
            for (int rule = 0; rule < rules.Count; rule++)
            {
                JsonObject properties = rules[rule]!["properties"]!.AsObject();
                // The rules that the build needs come last, so that none of the others is skipped.
                properties["priority"] = 100 + rule;
                if (rule < rules.Count - Needed)
                {
                    odd(properties, rule);
                }
            }
        }
        Widen(azure);
        azure.Put($"{Subscription}/providers/Microsoft.Network/locations/eastus2/serviceTags", Tags());
        EgressHost[] hosts = [.. azure.Hosts()];
        for (int group = 0; group < Collections / CollectionsInGroup; group++)
        {
            string policy = group < 5 ? Policy : $"{Policy}-base";
            azure.Put(
                $"{policy}/ruleCollectionGroups/{(group == 0 ? "spokes" : $"rcg-{group}")}",
                FirewallRules.Group(
                    group == 0 ? 60000 : 100 + group,
                    [
                        .. Enumerable
                            .Range(0, CollectionsInGroup)
                            .Select(list => Collection(group, list, group == 0 && list == 19 ? hosts : [])),
                    ]
                )
            );
        }
        return azure;
    }

    /// <summary>The same with admin rules of a network manager, each of which leaves some packets to the security group.</summary>
    public static PaperAzure BuildManaged()
    {
        JsonArray rules =
        [
            .. Enumerable
                .Range(0, AdminRules)
                .Select(rule =>
                    JsonNode.Parse(
                        $$$$"""
                        {"name":"a{{{{rule}}}}","kind":"Custom","properties":{"priority":{{{{rule}}}},"direction":"Outbound","protocol":"Any",
                        "access":"{{{{(rule % 5 == 0 ? "Deny" : "Allow")}}}}","sourcePortRanges":["{{{{1024 + (rule * 60)}}}}-{{{{1064
                            + (rule * 60)}}}}"]} }
                        """
                    )
                ),
        ];
        return Build(OddRules.Shapes["source ports"])
            .Put(
                $"{Spoke}/listNetworkManagerEffectiveSecurityAdminRules",
                new JsonObject { ["value"] = rules }.ToJsonString()
            );
    }

    // A policy check is one request for each resource, on the same path: these are not the same request.
    public static int Distinct(IReadOnlyList<string> requests) =>
        requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal))
        + requests
            .Where(request => !request.StartsWith("POST", StringComparison.Ordinal))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Count();

    private static void Widen(PaperAzure azure)
    {
        JsonArray peerings = azure.Properties(Spoke)["virtualNetworkPeerings"]!.AsArray();
        for (int peer = 1; peer < Peerings; peer++)
        {
            peerings.Add(
                JsonNode.Parse(
                    $$$$"""
                    {"name":"to-{{{{peer}}}}","properties":{"peeringState":"Connected","remoteVirtualNetwork":{"id":"{{{{Hub}}}}/virtualNetworks/vnet-{{{{peer}}}}"},
                    "remoteAddressSpace":{"addressPrefixes":["10.{{{{50 + (peer / 250)}}}}.{{{{peer
                        % 250}}}}.0/24"]} } }
                    """
                )
            );
        }
        JsonArray routes = azure.Properties(PaperWorlds.RouteTable)["routes"]!.AsArray();
        for (int route = 1; route < Routes; route++)
        {
            routes.Add(
                JsonNode.Parse(
                    $$$$"""
                    {"name":"r{{{{route}}}}","properties":{"addressPrefix":"10.{{{{100 + (route / 250)}}}}.{{{{route
                        % 250}}}}.0/24","nextHopType":"VirtualAppliance","nextHopIpAddress":"10.0.1.4"} }
                    """
                )
            );
        }
        azure.Properties($"{Hub}/ipGroups/ipg-builders")["ipAddresses"] = new JsonArray([
            "10.43.0.0/24",
            .. Enumerable
                .Range(1, IpGroupEntries - 1)
                .Select(entry => (JsonNode)$"172.{16 + (entry / 2500)}.{entry / 10 % 250}.{entry % 10 * 16}/28"),
        ]);
    }

    // As long as Azure's list, which has the tags of all regions.
    private static string Tags()
    {
        string[] known = ["Storage", "Storage.EastUS2", "AzureCloud", "AzureCloud.EastUS2", "AzureResourceManager"];
        IEnumerable<JsonNode> tags = Enumerable
            .Range(0, ServiceTags)
            .Select(tag => new JsonObject
            {
                ["name"] = tag < known.Length ? known[tag] : $"Other{tag}.Region",
                ["properties"] = new JsonObject
                {
                    ["addressPrefixes"] = new JsonArray([
                        .. Enumerable
                            .Range(0, PrefixesOfTag)
                            .Select(prefix =>
                                (JsonNode)$"20.{(tag < known.Length ? 60 : tag % 250)}.{prefix * 4}.0/22"
                            ),
                    ]),
                },
            });
        return new JsonObject { ["values"] = new JsonArray([.. tags]) }.ToJsonString();
    }

    private static string Rules(int count)
    {
        string[] others =
        [
            .. Enumerable
                .Range(0, count - Needed)
                .Select(rule =>
                    Jumpbox.Azure.Tests.Facts.SecurityRules.Rule(
                        $"other-{rule}",
                        200 + rule,
                        rule % 2 == 0 ? "Inbound" : "Outbound",
                        rule % 3 == 0 ? "Deny" : "Allow",
                        $"10.{rule % 250}.{rule / 250}.0/24",
                        $"10.{rule % 100}.{rule % 250}.0/24",
                        rule % 10 == 0 ? "*" : $"{1000 + rule}-{2000 + rule}"
                    )
                ),
        ];
        string own = Jumpbox.Azure.Tests.Facts.SecurityRules.OriginalTables;
        return own.Replace(
            "\"securityRules\":[",
            $"\"securityRules\":[{string.Join(",", others)},",
            StringComparison.Ordinal
        );
    }

    private static string Collection(int group, int list, EgressHost[] hosts) =>
        FirewallRules.Collection(
            $"rc-{group}-{list}",
            100 + list,
            "Allow",
            hosts.Length > 0
                ?
                [
                    .. hosts.Select(
                        (host, index) =>
                            $$$$"""{"ruleType":"ApplicationRule","name":"h{{{{index}}}}","sourceIpGroups":["{{{{Hub}}}}/ipGroups/ipg-builders"],"protocols":[{"protocolType":"Https","port":{{{{host.Port}}}}}],"targetFqdns":["{{{{host.Host}}}}"]}"""
                    ),
                ]
                :
                [
                    .. Enumerable
                        .Range(0, 5)
                        .Select(rule =>
                            rule == 0
                                ? $$$$"""{"ruleType":"NetworkRule","name":"r{{{{rule}}}}","sourceAddresses":["10.{{{{group}}}}.{{{{list}}}}.0/24"],"ipProtocols":["TCP"],"destinationIpGroups":["{{{{Hub}}}}/ipGroups/ipg-builders"],"destinationPorts":["443"]}"""
                                : $$$$"""{"ruleType":"ApplicationRule","name":"r{{{{rule}}}}","sourceAddresses":["10.{{{{group}}}}.{{{{list}}}}.0/24"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["*.example{{{{rule}}}}.org"]}"""
                        ),
                ]
        );
}
