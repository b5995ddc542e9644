namespace Jumpbox.Azure.Tests.Facts;

/// <summary>Security groups as Azure shows them.</summary>
internal static class SecurityRules
{
    /// <summary>The tables of the original procedure, both directions.</summary>
    public static string OriginalTables { get; } =
        Group(
            Rule("probe", 100, "Inbound", "Allow", "AzureLoadBalancer", "VirtualNetwork", "60001"),
            Rule("private-link", 110, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork", "60001"),
            Rule("ssh-in", 120, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork", "22"),
            Rule("deny-in", 1000, "Inbound", "Deny", "*", "*", "*"),
            Rule("https", 100, "Outbound", "Allow", "VirtualNetwork", "Internet", "443"),
            Rule("http", 110, "Outbound", "Allow", "VirtualNetwork", "Internet", "80"),
            Rule("ssh-out", 120, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork", "22"),
            Rule("deny-out", 1000, "Outbound", "Deny", "*", "*", "*")
        );

    public static string Group(params string[] rules) =>
        $$$$"""{"location":"eastus2","properties":{"securityRules":[{{{{string.Join(",", rules)}}}}]}}""";

    public static string Rule(
        string name,
        int priority,
        string direction,
        string access,
        string source,
        string destination,
        string port
    ) =>
        $$$$"""
            {"name":"{{{{name}}}}","properties":{"priority":{{{{priority}}}},"direction":"{{{{direction}}}}","access":"{{{{access}}}}","protocol":"*",
            "sourceAddressPrefix":"{{{{source}}}}","sourcePortRange":"*","destinationAddressPrefix":"{{{{destination}}}}","destinationPortRange":"{{{{port}}}}"}}
            """;
}
