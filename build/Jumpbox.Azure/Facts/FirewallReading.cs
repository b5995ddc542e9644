using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>Reads the rules of an Azure Firewall: those of rule collection groups and classic ones.</summary>
internal static class FirewallReading
{
    private const StringSplitOptions Separated = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>The private addresses of the firewall, which routes may lead to.</summary>
    public static IEnumerable<string> Addresses(JsonObject firewall) =>
        firewall
            .Objects("properties", "ipConfigurations")
            .Select(one => one.Text("properties", "privateIPAddress"))
            .Append(firewall.Text("properties", "hubIPAddresses", "privateIPAddress"))
            .OfType<string>();

    /// <summary>The firewall without its rules.</summary>
    public static Firewall? Firewall(JsonObject body) =>
        ResourceId.TryParse(body.Text("id"), out ResourceId? id)
            ? new Firewall(id, [.. Addresses(body)])
            {
                SubnetId = body.Objects("properties", "ipConfigurations")
                    .Select(one => Id(one.Text("properties", "subnet", "id")))
                    .FirstOrDefault(subnet => subnet is not null),
                HubId = Id(body.Text("properties", "virtualHub", "id")),
                PublicAddresses = body.Objects("properties", "ipConfigurations")
                    .Count(one => one.Text("properties", "publicIPAddress", "id") is not null),
                HasManagementAddress = body.Text("properties", "managementIpConfiguration", "name") is not null,
                State = body.Text("properties", "provisioningState"),
            }
            : null;

    /// <summary>The kinds of log that a diagnostic setting keeps.</summary>
    public static IEnumerable<string> Logs(JsonObject setting) =>
        setting
            .Objects("properties", "logs")
            .Where(log => log.Flag("enabled") ?? false)
            .Select(log => log.Text("category") ?? log.Text("categoryGroup"))
            .OfType<string>();

    /// <summary>Adds the settings of a policy to its rules; the tier Basic has no DNS proxy.</summary>
    public static FirewallRuleSet WithPolicy(FirewallRuleSet rules, JsonObject policy, string? tier) =>
        rules with
        {
            DnsProxy = (policy.Flag("properties", "dnsSettings", "enableProxy") ?? false) && !Is(tier, "Basic"),
            OtherServers = Others(policy.Texts("properties", "dnsSettings", "servers")),
            NamesNeedProxy = policy.Flag("properties", "dnsSettings", "requireProxyForNetworkRules") ?? true,
            InspectsTls =
                policy.Text("properties", "transportSecurity", "certificateAuthority", "keyVaultSecretId") is not null
                && !Is(tier, "Standard")
                && !Is(tier, "Basic"),
            NotTranslated = policy.Texts("properties", "snat", "privateRanges") is { Count: > 0 } ranges
                ? ranges
                : null,
        };

    /// <summary>Adds the settings of a firewall without a policy, which are texts.</summary>
    public static FirewallRuleSet WithClassic(FirewallRuleSet rules, JsonObject firewall)
    {
        string? Setting(string name) => firewall.Text("properties", "additionalProperties", name);
        return rules with
        {
            DnsProxy = Is(Setting("Network.DNS.EnableProxy"), "true"),
            OtherServers = Others(Setting("Network.DNS.Servers")?.Split(',', Separated) ?? []),
            NamesNeedProxy = !Is(Setting("Network.DNS.RequireProxyForNetworkRules"), "false"),
            NotTranslated = Setting("Network.SNAT.PrivateRanges")?.Split(',', Separated),
        };
    }

    private static IReadOnlyList<string> Others(IEnumerable<string> servers) =>
        [.. servers.Where(server => server != "168.63.129.16")];

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
            "NATRULE" => null,
            _ => new FirewallOtherRule(
                rule.Text("name") ?? "",
                rule.Texts("sourceAddresses") is { Count: > 0 } sources ? sources : ["*"],
                []
            ),
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
        )
        {
            Udp = rule.Texts(protocols).Any(name => Is(name, "UDP") || Is(name, "Any")),
        };

    private static FirewallApplicationRule Application(JsonObject rule) =>
        new(
            rule.Text("name") ?? "",
            rule.Texts("sourceAddresses"),
            Ids(rule, "sourceIpGroups"),
            [
                .. rule.Objects("protocols")
                    .Where(one => !Is(one.Text("protocolType"), "Mssql"))
                    .Where(one => !IsOfTheOther(one))
                    .Select(Port),
            ],
            rule.Texts("targetFqdns"),
            rule.Texts("fqdnTags"),
            rule.Texts("targetUrls"),
            rule.Texts("webCategories")
        )
        {
            TerminatesTls = rule.Flag("terminateTLS") ?? false,
        };

    private static int Port(JsonObject protocol) =>
        (int)(protocol.Number("port") ?? (Is(protocol.Text("protocolType"), "Http") ? 80 : 443));

    // Plain HTTP on the port of HTTPS opens no HTTPS, and the other way round.
    private static bool IsOfTheOther(JsonObject protocol) =>
        Port(protocol) == (Is(protocol.Text("protocolType"), "Http") ? 443 : 80);

    private static ResourceId? Id(string? text) => ResourceId.TryParse(text, out ResourceId? id) ? id : null;

    private static IReadOnlyList<ResourceId> Ids(JsonObject rule, string property) =>
        [
            .. rule.Texts(property)
                .Select(text => ResourceId.TryParse(text, out ResourceId? id) ? id : null)
                .OfType<ResourceId>(),
        ];

    private static bool Is(string? left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
