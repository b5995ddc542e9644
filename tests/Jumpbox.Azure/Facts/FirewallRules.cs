using Jumpbox.Network;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>Rule collection groups of firewall policies as Azure shows them.</summary>
internal static class FirewallRules
{
    /// <summary>Lets hosts through from the addresses of an IP group.</summary>
    public static string Allowing(string ipGroup, IEnumerable<EgressHost> hosts) =>
        Group(
            300,
            Collection(
                "builders",
                100,
                "Allow",
                [
                    .. hosts.Select(
                        (host, index) =>
                            $$$$"""
                                {"ruleType":"ApplicationRule","name":"r{{{{index}}}}","sourceIpGroups":["{{{{ipGroup}}}}"],
                                "protocols":[{"protocolType":"{{{{(
                                    host.Port == 80 ? "Http" : "Https"
                                )}}}}","port":{{{{host.Port}}}}}],"targetFqdns":["{{{{host.Host}}}}"]}
                                """
                    ),
                ]
            )
        );

    public static string Group(int priority, params string[] collections) =>
        $$$$"""{"properties":{"priority":{{{{priority}}}},"ruleCollections":[{{{{string.Join(",", collections)}}}}]}}""";

    public static string Collection(string name, int priority, string action, params string[] rules) =>
        $$$$"""
            {"ruleCollectionType":"FirewallPolicyFilterRuleCollection","name":"{{{{name}}}}","priority":{{{{priority}}}},
            "action":{"type":"{{{{action}}}}"},"rules":[{{{{string.Join(",", rules)}}}}]}
            """;
}
