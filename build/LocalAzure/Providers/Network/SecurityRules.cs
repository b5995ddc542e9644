using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Security rules, as child resources and in the body of their group.</summary>
internal sealed class SecurityRules(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, "Microsoft.Network/networkSecurityGroups/securityRules")
{
    private static readonly (string Property, string[] Values)[] Choices =
    [
        ("access", ["Allow", "Deny"]),
        ("direction", ["Inbound", "Outbound"]),
        ("protocol", ["*", "Tcp", "Udp", "Icmp", "Esp", "Ah"]),
    ];

    private static readonly string[] Sides = ["source", "destination"];

    // One of each must be given.
    private static readonly string[] Required =
    [
        "protocol",
        "access",
        "direction",
        "priority",
        "sourceAddressPrefix|sourceAddressPrefixes|sourceApplicationSecurityGroups",
        "destinationAddressPrefix|destinationAddressPrefixes|destinationApplicationSecurityGroups",
        "sourcePortRange|sourcePortRanges",
        "destinationPortRange|destinationPortRanges",
    ];

    protected override bool IsTracked => false;

    /// <exception cref="ArmException">400: two rules of the same direction have the same priority.</exception>
    public void CheckPriorities(string groupId)
    {
        Dictionary<string, string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (StoredResource rule in Context.Store.Under($"{groupId}/securityRules/"))
        {
            string key =
                $"{rule.Body.At("properties", "direction").Text()} {rule.Body.At("properties", "priority").Number()}";
            if (!seen.TryAdd(key, rule.Name))
            {
                throw new ArmException(
                    400,
                    "SecurityRuleConflict",
                    $"Security rule {rule.Name} conflicts with rule {seen[key]}. Rules cannot have the same Priority and "
                        + "Direction."
                );
            }
        }
    }

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        JsonNode? properties = body["properties"];
        string[] missing = [.. Required.Where(one => !one.Split('|').Any(name => IsGiven(properties.At(name))))];
        if (missing.Length > 0)
        {
            throw new ArmException(
                400,
                missing.Length == 1 ? "SecurityRuleParameterMissing" : "SecurityRuleParametersMissing",
                $"Security rule {request.Path.Id} needs {string.Join(", ", missing.Select(m => m.Split('|')[0]))}.",
                "properties"
            );
        }
        foreach ((string? property, string[]? values) in Choices)
        {
            if (!values.Contains(properties.At(property).Text(), StringComparer.OrdinalIgnoreCase))
            {
                throw Refused(request, property, $"must be one of {string.Join(", ", values)}");
            }
        }
        if (properties.At("priority").Number() is not (>= 100 and <= 4096))
        {
            throw Refused(request, "priority", "must be between 100 and 4096");
        }
        foreach (string side in Sides)
        {
            foreach (string range in All(properties, $"{side}PortRange").Where(r => !IsPortRange(r)))
            {
                throw Refused(request, "portRange", $"is '{range}'; a port is *, a number up to 65535, or a range");
            }
            foreach (string prefix in All(properties, $"{side}AddressPrefix", "es").Where(p => !IsAddress(p)))
            {
                throw Refused(
                    request,
                    "addressPrefix",
                    $"is '{prefix}'; it must be *, a service tag, an address or a range"
                );
            }
            CheckList(request, $"{side}AddressPrefixes", properties.At($"{side}AddressPrefixes"));
        }
        CheckFamilies(request, properties);
    }

    // hashicorp/terraform-provider-azurerm#5617.
    private static void CheckList(ArmRequest request, string property, JsonNode? list)
    {
        if (list.Items().Select(p => p.Text()).OfType<string>().FirstOrDefault(p => p == "*" || IsTag(p)) is { } tag)
        {
            throw new ArmException(
                400,
                "SecurityRuleParameterContainsUnsupportedValue",
                $"Security rule parameter {property} for rule with Id {request.Path.Id} cannot specify existing VIRTUALNETWORK, "
                    + $"INTERNET, AZURELOADBALANCER, '*' or system tags. Unsupported value used: {tag}.",
                $"properties.{property}"
            );
        }
    }

    // hashicorp/terraform-provider-azurerm#12534.
    private static void CheckFamilies(ArmRequest request, JsonNode? properties)
    {
        int families = Sides
            .SelectMany(side => All(properties, $"{side}AddressPrefix", "es"))
            .Where(prefix => prefix != "*" && !IsTag(prefix))
            .Select(prefix => prefix.Contains(':', StringComparison.Ordinal))
            .Distinct()
            .Count();
        if (families > 1)
        {
            throw new ArmException(
                400,
                "ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies",
                $"{request.Path.Name} contains IP addresses or prefixes that belong to different address families. All IP "
                    + "addresses or prefixes in the resource should belong to the same address family.",
                "properties"
            );
        }
    }

    private static bool IsGiven(JsonNode? node) => node is JsonArray array ? array.Count > 0 : node is not null;

    private static IEnumerable<string> All(JsonNode? properties, string name, string plural = "s") =>
        properties.At(name + plural).Items().Append(properties.At(name)).Select(n => n.Text()).OfType<string>();

    private static bool IsPortRange(string text)
    {
        string[] ends = text.Split('-');
        return text == "*"
            || ends.Length <= 2
                && ends.All(e => ushort.TryParse(e, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                && ushort.Parse(ends[0], CultureInfo.InvariantCulture)
                    <= ushort.Parse(ends[^1], CultureInfo.InvariantCulture);
    }

    private static bool IsTag(string text) => ServiceTagNames.IsOne(text);

    private static bool IsAddress(string text) =>
        text == "*" || IsTag(text) || IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _);

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
        string[] networks =
        [
            .. Sides
                .SelectMany(side => body.At("properties", $"{side}ApplicationSecurityGroups").Items())
                .Select(group => group.At("id").Text())
                .OfType<string>()
                .SelectMany(id => ApplicationSecurityGroups.NetworksOf(Context.Store, id))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        if (networks.Length > 1)
        {
            // Azure/azure-sdk-for-java#34158.
            throw new ArmException(
                400,
                "AllApplicationSecurityGroupsInSecurityRuleMustBeFromSameVnet",
                $"Security Rule {request.Path.Id} has Application Security Groups (ASGs) from multiple virtual networks "
                    + $"({string.Join(", ", networks)}). All ASGs on the Security Rule must be from the same virtual network."
            );
        }
    }

    protected override void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) => document.Remove("systemData");

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        if (!request.IsInline)
        {
            Foresight.Apart(() => CheckPriorities(ArmPath.Parse(stored.Id).Parent!.Id));
        }
    }

    private static ArmException Refused(ArmRequest request, string property, string why) =>
        new(
            400,
            "SecurityRuleInvalid" + char.ToUpperInvariant(property[0]) + property[1..],
            $"Security rule {request.Path.Id} has an invalid {property}: it {why}.",
            $"properties.{property}"
        );
}
