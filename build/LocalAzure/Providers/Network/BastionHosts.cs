using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Azure Bastion hosts, as documents in a subnet of their own.</summary>
internal sealed class BastionHosts(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/bastionHosts";
    private const string Subnet = "AzureBastionSubnet";

    // From the smallest to the largest: Azure Bastion, "About Bastion configuration settings".
    private static readonly string[] Skus = ["Developer", "Basic", "Standard", "Premium"];

    // What the smallest SKU is that has a feature: the same page.
    private static readonly (string Feature, string Sku)[] Features =
    [
        ("enableFileCopy", "Standard"),
        ("enableIpConnect", "Standard"),
        ("enableShareableLink", "Standard"),
        ("enableTunneling", "Standard"),
        ("enablePrivateOnlyBastion", "Premium"),
        ("enableSessionRecording", "Premium"),
    ];

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (!request.Caller.IsSystem)
        {
            CheckSku(request, body);
        }
        // Azure Bastion, "About Bastion configuration settings": Developer shares a host, and only Premium can do without
        // a public address. The code is not documented.
        bool isPrivate = body.At("properties", "enablePrivateOnlyBastion")?.ToString() == "true";
        if (
            !request.Caller.IsSystem
            && !isPrivate
            && body.At("properties", "ipConfigurations")
                .Items()
                .FirstOrDefault(one => one.At("properties", "publicIPAddress", "id").Text() is null)
                is { } without
        )
        {
            throw new ArmException(
                400,
                "BastionHostPublicIPAddressRequired",
                $"The IP configuration {without.At("name").Text()} of the Bastion host {request.Path.Id} needs publicIPAddress.id.",
                "properties.ipConfigurations"
            );
        }
        foreach (JsonNode configuration in body.At("properties", "ipConfigurations").Items())
        {
            string subnet = configuration.At("properties", "subnet", "id").Text() ?? "";
            if (!ArmPath.Same(ArmPath.Parse(subnet).Name, Subnet))
            {
                // hashicorp/terraform-provider-azurerm#15365.
                throw new ArmException(
                    400,
                    "SubnetNameMustBeAzureBastionSubnet",
                    $"Subnet name {subnet} is invalid for Azure Bastion. Azure Bastion can only be created in subnet with name "
                        + $"'{Subnet}'."
                );
            }
        }
    }

    private static void CheckSku(ArmRequest request, JsonObject body)
    {
        string sku = SkuOf(body);
        JsonNode? properties = body["properties"];
        bool isDeveloper = ArmPath.Same(sku, "Developer");
        bool hasAddress = properties.At("ipConfigurations").Items().Any();
        if (isDeveloper && (hasAddress || properties.At("virtualNetwork") is null))
        {
            // pulumi/pulumi-azure-native#4000.
            throw new ArmException(
                400,
                "FeatureNotSupportedForDeveloperBastionSku",
                $"The Bastion host {request.Path.Id} of SKU Developer needs virtualNetwork, and no IP configuration."
            );
        }
        string? feature = Features
            .Where(one => properties.At(one.Feature).Flag() == true && RankOf(sku) < RankOf(one.Sku))
            .Select(one => $"{one.Feature} needs SKU {one.Sku} or a larger one")
            .FirstOrDefault();
        if (!isDeveloper && !hasAddress)
        {
            feature = $"SKU {sku} needs an IP configuration";
        }
        else if (RankOf(sku) < RankOf("Standard") && properties.At("scaleUnits").Number() is > 2)
        {
            feature = "more than two scaleUnits need SKU Standard or a larger one";
        }
        if (feature is not null)
        {
            // The code is not documented.
            throw new ArmException(
                400,
                "FeatureNotSupportedForBastionSku",
                $"The Bastion host {request.Path.Id} has SKU {sku}: {feature}."
            );
        }
    }

    private static string SkuOf(JsonNode? host) => host.At("sku", "name").Text() ?? "Standard";

    private static int RankOf(string sku) => Array.FindIndex(Skus, one => ArmPath.Same(one, sku));

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
        // Bastion FAQ: a SKU cannot be downgraded. The code is not documented.
        if (existing is not null && RankOf(SkuOf(body)) < RankOf(SkuOf(existing.Body)))
        {
            throw new ArmException(
                400,
                "BastionHostSkuDowngradeNotSupported",
                $"The SKU of the Bastion host {request.Path.Id} cannot be changed from {SkuOf(existing.Body)} to {SkuOf(body)}."
            );
        }
        foreach (JsonNode configuration in body.At("properties", "ipConfigurations").Items())
        {
            CheckReference(
                request,
                configuration.At("properties", "subnet"),
                "Microsoft.Network/virtualNetworks/subnets/join/action"
            );
            CheckReference(
                request,
                configuration.At("properties", "publicIPAddress"),
                "Microsoft.Network/publicIPAddresses/join/action"
            );
            // Bastion FAQ: since November 2021, /26.
            if (!request.Caller.IsSystem && configuration.At("properties", "subnet", "id").Text() is { } subnet)
            {
                Foresight.Apart(() => CheckSize(request, subnet, 26));
            }
        }
    }

    // bastionHost.json: the SKU is Standard if none is given.
    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        document["sku"] ??= new JsonObject { ["name"] = "Standard" };
        document.Ensure("properties")["dnsName"] =
            existing?.Body.At("properties", "dnsName")?.DeepClone() ?? $"bst-{Guid.NewGuid()}.bastion.azure.com";
        foreach (JsonObject configuration in document.At("properties", "ipConfigurations").Items().OfType<JsonObject>())
        {
            configuration["id"] = $"{document["id"].Text()}/bastionHostIpConfigurations/{configuration["name"].Text()}";
            configuration["type"] = $"{Name}/bastionHostIpConfigurations";
            JsonObject properties = configuration.Ensure("properties");
            properties["provisioningState"] = "Succeeded";
            properties["privateIPAllocationMethod"] ??= "Dynamic";
        }
    }
}
