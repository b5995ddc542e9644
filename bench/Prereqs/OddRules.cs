using System.Text.Json.Nodes;

namespace Prereqs.Bench;

/// <summary>Members of security rules that few groups use, one shape for all rules of a group.</summary>
internal static class OddRules
{
    private static readonly string[] Regions = ["EastUS2", "WestEurope", "JapanEast", "BrazilSouth"];

    /// <summary>The shapes, by name; each rule matches the build's ports, so that none is skipped.</summary>
    public static IReadOnlyDictionary<string, Action<JsonObject, int>> Shapes { get; } =
        new Dictionary<string, Action<JsonObject, int>>
        {
            ["source ports"] = Matching((rule, number) => rule["sourcePortRange"] = Ports(number)),
            ["allowed source ports"] = Matching(
                (rule, number) =>
                {
                    rule["sourcePortRange"] = Ports(number);
                    rule["access"] = "Allow";
                }
            ),
            ["lists of source ports"] = Matching(
                (rule, number) =>
                    rule["sourcePortRanges"] = new JsonArray([
                        .. Enumerable.Range(0, 4).Select(part => (JsonNode)Ports(number + (part * 1000))),
                    ])
            ),
            ["destinations"] = Matching((rule, number) => rule["destinationAddressPrefix"] = Public(number)),
            ["lists of destinations"] = Matching(
                (rule, number) =>
                {
                    _ = rule.Remove("destinationAddressPrefix");
                    rule["destinationAddressPrefixes"] = new JsonArray([
                        .. Enumerable.Range(0, 4).Select(part => (JsonNode)Public(number + (part * 1000))),
                    ]);
                }
            ),
            ["source addresses"] = Matching(
                (rule, number) => rule["sourceAddressPrefix"] = $"10.43.0.{number % 16}/32"
            ),
            ["all three"] = Matching(
                (rule, number) =>
                {
                    rule["sourceAddressPrefix"] = $"10.43.0.{number % 16}/{28 + (number % 5)}";
                    rule["sourcePortRange"] = Ports(number);
                    rule["destinationAddressPrefix"] = Public(number);
                }
            ),
            ["overlapping boxes"] = Matching(
                (rule, number) =>
                {
                    int at = number * 7919 % 30000;
                    rule["sourceAddressPrefix"] = $"10.43.0.{number % 16}/{28 + (number % 3)}";
                    rule["sourcePortRange"] = $"{1024 + at}-{1024 + at + 30000}";
                    rule["destinationAddressPrefix"] = $"{number * 31 % 250}.0.0.0/{number % 4}";
                }
            ),
            ["service tags"] = Matching(
                (rule, number) =>
                    rule["destinationAddressPrefix"] =
                        number % 5 == 0 ? $"Storage.{Regions[number % 4]}" : $"Other{number * 3}.Region"
            ),
            ["unknown tags and source ports"] = Matching(
                (rule, number) =>
                {
                    rule["destinationAddressPrefix"] = $"New{number}";
                    rule["sourcePortRange"] = Ports(number);
                }
            ),
            ["application groups"] = Matching(
                (rule, number) =>
                {
                    _ = rule.Remove("sourceAddressPrefix");
                    rule["sourceApplicationSecurityGroups"] = new JsonArray(
                        new JsonObject
                        {
                            ["id"] =
                                $"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationSecurityGroups/asg-{number}",
                        }
                    );
                }
            ),
        };

    private static Action<JsonObject, int> Matching(Action<JsonObject, int> odd) =>
        (rule, number) =>
        {
            rule["sourceAddressPrefix"] = "*";
            rule["destinationAddressPrefix"] = "*";
            rule["destinationPortRange"] = "*";
            rule["direction"] = "Outbound";
            rule["access"] = number % 3 == 0 ? "Deny" : "Allow";
            odd(rule, number);
        };

    // Each of its own and with a gap, so that nothing merges.
    private static string Ports(int number) => $"{1024 + (number * 13)}-{1024 + (number * 13) + 6}";

    private static string Public(int number) => $"{20 + (number % 50)}.{number / 50}.0.0/17";
}
