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

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
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

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
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
