using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>Reads the rules of an Azure Firewall: those of rule collection groups and classic ones.</summary>
internal static class FirewallReading
{
    /// <summary>The private addresses of the firewall, which routes may lead to.</summary>
    public static IEnumerable<string> Addresses(JsonObject firewall) =>
        firewall
            .Objects("properties", "ipConfigurations")
            .Select(one => one.Text("properties", "privateIPAddress"))
            .Append(firewall.Text("properties", "hubIPAddresses", "privateIPAddress"))
            .OfType<string>();

    public static FirewallRuleGroup Group(JsonObject body, int depth) =>
        new(
            body.Text("name") ?? "",
            (int)(body.Number("properties", "priority") ?? 0),
            depth,
            [
                .. body.Objects("properties", "ruleCollections")
                    // NAT rules are for inbound traffic.
                    .Where(list => !Is(list.Text("ruleCollectionType"), "FirewallPolicyNatRuleCollection"))
                    .Select(list => List(list, list, list.Objects("rules").Select(Rule))),
            ]
        );

    /// <summary>The rules of a firewall without a policy, as one group.</summary>
    public static FirewallRuleGroup Classic(JsonObject firewall) =>
        new(
            "classic",
            0,
            0,
            [
                .. Lists(firewall, "networkRuleCollections", rule => Network(rule, "protocols")),
                .. Lists(firewall, "applicationRuleCollections", Application),
            ]
        );

    private static IEnumerable<FirewallRuleList> Lists(
        JsonObject firewall,
        string property,
        Func<JsonObject, FirewallRule> read
    ) =>
        firewall
            .Objects("properties", property)
            .Select(list => List(list, list.Object("properties"), list.Objects("properties", "rules").Select(read)));

    private static FirewallRuleList List(JsonObject named, JsonObject? from, IEnumerable<FirewallRule?> rules) =>
        new(
            named.Text("name") ?? "",
            (int)(from.Number("priority") ?? 0),
            Is(from.Text("action", "type"), "Allow"),
            [.. rules.OfType<FirewallRule>()]
        );

    private static FirewallRule? Rule(JsonObject rule) =>
        rule.Text("ruleType")?.ToUpperInvariant() switch
        {
            "NETWORKRULE" => Network(rule, "ipProtocols"),
            "APPLICATIONRULE" => Application(rule),
            _ => null,
        };

    private static FirewallNetworkRule Network(JsonObject rule, string protocols) =>
        new(
            rule.Text("name") ?? "",
            rule.Texts("sourceAddresses"),
            Ids(rule, "sourceIpGroups"),
            rule.Texts(protocols).Any(name => Is(name, "TCP") || Is(name, "Any")),
            rule.Texts("destinationAddresses"),
            Ids(rule, "destinationIpGroups"),
            rule.Texts("destinationFqdns"),
            rule.Texts("destinationPorts")
        );

    private static FirewallApplicationRule Application(JsonObject rule) =>
        new(
            rule.Text("name") ?? "",
            rule.Texts("sourceAddresses"),
            Ids(rule, "sourceIpGroups"),
            [
                .. rule.Objects("protocols")
                    .Where(one => !Is(one.Text("protocolType"), "Mssql"))
                    .Select(one => (int)(one.Number("port") ?? (Is(one.Text("protocolType"), "Http") ? 80 : 443))),
            ],
            rule.Texts("targetFqdns"),
            rule.Texts("fqdnTags"),
            rule.Texts("targetUrls"),
            rule.Texts("webCategories")
        );

    private static IReadOnlyList<ResourceId> Ids(JsonObject rule, string property) =>
        [
            .. rule.Texts(property)
                .Select(text => ResourceId.TryParse(text, out ResourceId? id) ? id : null)
                .OfType<ResourceId>(),
        ];

    private static bool Is(string? left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
