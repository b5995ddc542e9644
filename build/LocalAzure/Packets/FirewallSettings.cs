using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Packets;

/// <summary>The settings of a firewall that decide what its rules mean.</summary>
/// <param name="KnowsNames">Whether host names in network rules match: the firewall asks for them itself.</param>
/// <param name="Authority">The certificate authority with which it inspects TLS; null if it does not.</param>
/// <param name="Untranslated">The destinations to which it keeps the source address.</param>
internal sealed record FirewallSettings(bool KnowsNames, string? Authority, string[] Untranslated)
{
    /// <summary>Reads the settings of a firewall or of its policy.</summary>
    public static FirewallSettings Of(ResourceStore store, StoredResource firewall)
    {
        JsonNode? properties = firewall.Body["properties"];
        string? tier = properties.At("sku", "tier").Text();
        if (properties.At("firewallPolicy", "id").Text() is not { } policy)
        {
            JsonNode? more = properties.At("additionalProperties");
            return new(
                ArmPath.Same(more.At("Network.DNS.EnableProxy").Text(), "true")
                    || ArmPath.Same(more.At("Network.DNS.RequireProxyForNetworkRules").Text(), "false"),
                null,
                more.At("Network.SNAT.PrivateRanges").Text()?.Split(',', StringSplitOptions.TrimEntries) ?? []
            );
        }
        JsonNode? settings = store.Find(policy)?.Body["properties"];
        bool hasInspection = !ArmPath.Same(tier, "Basic") && !ArmPath.Same(tier, "Standard");
        JsonNode? authority = settings.At("transportSecurity", "certificateAuthority");
        return new(
            (settings.At("dnsSettings", "enableProxy").Flag() == true && !ArmPath.Same(tier, "Basic"))
                || settings.At("dnsSettings", "requireProxyForNetworkRules").Flag() == false,
            hasInspection && authority.At("keyVaultSecretId").Text() is not null
                ? authority.At("name").Text() ?? "firewall"
                : null,
            [.. settings.At("snat", "privateRanges").Items().Select(range => range.Text()).OfType<string>()]
        );
    }

    /// <summary>Whether packets to a public address keep their private source address, so that no answer comes back.</summary>
    public bool KeepsSource(uint destination) => Untranslated.Any(range => Ipv4.Contains(range, destination));
}
