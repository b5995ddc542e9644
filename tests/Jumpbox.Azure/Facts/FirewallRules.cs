using Jumpbox.Network;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>Rule collection groups of firewall policies as Azure shows them.</summary>
internal static class FirewallRules
{
    /// <summary>The egress table of the original procedure of this image.</summary>
    public static IReadOnlyList<EgressHost> OriginalTable { get; } =
    [
        .. new[]
        {
            "azure.archive.ubuntu.com",
            "archive.ubuntu.com",
            "security.ubuntu.com",
            "packages.microsoft.com",
        }.Select(host => new EgressHost(host, 80, "apt")),
        .. new[]
        {
            "*.blob.core.windows.net",
            "management.azure.com",
            "packages.microsoft.com",
            "azurecliprod.blob.core.windows.net",
            "aka.ms",
            "storage.googleapis.com",
            "api.github.com",
            "github-releases.githubusercontent.com",
            "github.com",
            "raw.githubusercontent.com",
            "get.helm.sh",
            "releases.hashicorp.com",
        }.Select(host => new EgressHost(host, 443, "tools")),
    ];

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
