using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Azure Firewalls; each IP configuration gets an address of its subnet.</summary>
internal sealed class AzureFirewalls(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/azureFirewalls";

    /// <summary>The configurations of firewalls that have an address in a subnet.</summary>
    public static IEnumerable<string> In(ResourceStore store, string subnet) =>
        SubnetUsers.Of(store, TypeName, subnet, "ipConfigurations");

    // The names are in Azure Firewall's documentation ("Deploy and configure Azure Firewall", "Azure Firewall Management NIC"); the code
    // of the refusal is not documented.
    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (request.Caller.IsSystem)
        {
            return;
        }
        IEnumerable<JsonNode> own = body.At("properties", "ipConfigurations").Items();
        foreach (JsonNode configuration in own)
        {
            CheckSubnetName(request, configuration, "AzureFirewallSubnet");
        }
        CheckSubnetName(request, body.At("properties", "managementIpConfiguration"), "AzureFirewallManagementSubnet");
    }

    private static void CheckSubnetName(ArmRequest request, JsonNode? configuration, string name)
    {
        if (
            configuration.At("properties", "subnet", "id").Text() is { } subnet
            && !ArmPath.Same(ArmPath.Parse(subnet).Name, name)
        )
        {
            throw new ArmException(
                400,
                "AzureFirewallSubnetNameInvalid",
                $"The firewall {request.Path.Id} cannot be in the subnet {subnet}. It can only be created in subnet with name '{name}'.",
                "properties.ipConfigurations"
            );
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
        CheckReference(request, body.At("properties", "firewallPolicy"), null);
        foreach (JsonNode configuration in body.At("properties", "ipConfigurations").Items())
        {
            CheckReference(
                request,
                configuration.At("properties", "subnet"),
                "Microsoft.Network/virtualNetworks/subnets/join/action"
            );
            if (!request.Caller.IsSystem && configuration.At("properties", "subnet", "id").Text() is { } subnet)
            {
                Foresight.Apart(() => CheckGroup(request, subnet));
                Foresight.Apart(() => CheckSize(request, subnet, 26));
            }
        }
        if (!request.Caller.IsSystem)
        {
            Foresight.Apart(() => CheckTier(request, body));
        }
    }

    // hashicorp/terraform-provider-azurerm#19666; Azure Firewall FAQ, "Are there any firewall resource group restrictions?".
    private static void CheckGroup(ArmRequest request, string subnet)
    {
        Foresight.Read(subnet);
        ArmPath path = ArmPath.Parse(subnet);
        if (!ArmPath.Same(path.ResourceGroup, request.Path.ResourceGroup))
        {
            throw new ArmException(
                400,
                "AzureFirewallReferencesSubnetInDifferentResourceGroup",
                $"Azure Firewall {request.Path.Id} references subnet {subnet}, which is in another resource group."
            );
        }
    }

    // MicrosoftDocs/azure-docs#83843: a policy may be of a lower tier, not of a higher one. The code is not documented.
    private void CheckTier(ArmRequest request, JsonObject body)
    {
        string own = body.At("properties", "sku", "tier").Text() ?? "Standard";
        string policy = body.At("properties", "firewallPolicy", "id").Text() ?? "";
        string? tier = Context.Store.Find(policy)?.Body.At("properties", "sku", "tier").Text();
        if (FirewallPolicies.Rank(tier) > FirewallPolicies.Rank(own))
        {
            throw new ArmException(
                400,
                "AzureFirewallPolicyTierHigherThanFirewall",
                $"Firewall policy {policy} of tier {tier} cannot be attached to the firewall {request.Path.Id} of tier {own}."
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        foreach (JsonObject configuration in document.At("properties", "ipConfigurations").Items().OfType<JsonObject>())
        {
            JsonObject properties = configuration.Ensure("properties");
            configuration["id"] =
                $"{document["id"].Text()}/azureFirewallIpConfigurations/{configuration["name"].Text()}";
            properties["provisioningState"] = "Succeeded";
            if (properties.At("subnet", "id").Text() is { } subnet && Context.Store.Find(subnet) is { } found)
            {
                properties["privateIPAddress"] ??= SubnetUsers.FreeAddress(Context.Store, found, request.Path.Id);
            }
        }
        document.Ensure("properties")["threatIntelMode"] ??= "Alert";
    }
}
