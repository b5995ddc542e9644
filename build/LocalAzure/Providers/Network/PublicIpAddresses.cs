using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Public IP addresses, from 203.0.113.0/24, which RFC 5737 reserves for documentation.</summary>
internal sealed class PublicIpAddresses(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/publicIPAddresses";
    private const string LabelPattern = "^[a-z][a-z0-9-]{1,61}[a-z0-9]$";

    // Basic addresses were retired on 2025-09-30; since then the limit of each subscription is 0. Standard ones are static.
    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (request.Caller.IsSystem)
        {
            return;
        }
        string version = body.At("properties", "publicIPAddressVersion").Text() ?? "IPv4";
        if (ArmPath.Same(body.At("sku", "name").Text(), "Basic"))
        {
            throw new ArmException(
                400,
                $"{version}BasicSkuPublicIpCountLimitReached",
                $"Cannot create more than 0 {version} Basic SKU public IP addresses for this subscription in this region."
            );
        }
        if (ArmPath.Same(body.At("properties", "publicIPAllocationMethod").Text(), "Dynamic"))
        {
            throw new ArmException(
                400,
                "StandardSkuPublicIPAddressesMustBeStatic",
                $"Standard sku publicIp {request.Path.Id} must have AllocationMethod set to Static.",
                "properties.publicIPAllocationMethod"
            );
        }
        CheckIdleTimeout(body["properties"], request.Path.Name);
        // The text of the error is quoted in Azure/azure-quickstart-templates#1466.
        if (
            body.At("properties", "dnsSettings", "domainNameLabel").Text() is { } label
            && !Regex.IsMatch(label, LabelPattern)
        )
        {
            throw new ArmException(
                400,
                "InvalidDomainNameLabel",
                $"The domain name label {label} is invalid. It must conform to the following regular expression: {LabelPattern}.",
                "properties.dnsSettings.domainNameLabel"
            );
        }
    }

    /// <summary>
    /// Also of an address that a scale set gives its instances. The text is quoted in hashicorp/terraform-provider-azurerm#3579; the code
    /// is not documented.
    /// </summary>
    /// <exception cref="ArmException">400: not 4 to 30 minutes.</exception>
    public static void CheckIdleTimeout(JsonNode? properties, string name)
    {
        if (properties.At("idleTimeoutInMinutes") is { } minutes && minutes.Number() is < 4 or > 30)
        {
            throw new ArmException(
                400,
                "PublicIPAddressIdleTimeoutOutOfRange",
                $"Public IP address {name} has invalid Idle Timeout. The value must be between 4 and 30.",
                "properties.idleTimeoutInMinutes"
            );
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
        CheckReference(
            request,
            body.At("properties", "publicIPPrefix"),
            "Microsoft.Network/publicIPPrefixes/join/action"
        );
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        document["sku"] ??= new JsonObject { ["name"] = "Standard", ["tier"] = "Regional" };
        properties["publicIPAddressVersion"] ??= "IPv4";
        properties["publicIPAllocationMethod"] ??= "Static";
        properties["idleTimeoutInMinutes"] ??= 4;
        properties["resourceGuid"] = GuidOf(existing);
        if (properties.At("dnsSettings", "domainNameLabel").Text() is { } label)
        {
            properties["dnsSettings"]!["fqdn"] = $"{label}.{document["location"].Text()}.cloudapp.azure.com";
        }
        properties["ipAddress"] =
            existing?.Body.At("properties", "ipAddress")?.DeepClone()
            ?? $"203.0.113.{Context.Store.OfType(Name).Count % 254 + 1}";
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        CheckUnused(
            existing,
            "PublicIPAddressCannotBeDeleted",
            "Public IP address",
            Users(
                existing.Id,
                "Microsoft.Network/natGateways",
                NetworkInterfaces.TypeName,
                AzureFirewalls.TypeName,
                BastionHosts.TypeName
            )
        );
}
