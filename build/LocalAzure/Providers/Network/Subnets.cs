using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

internal sealed class Subnets(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/virtualNetworks/subnets";
    private const string Network = "Microsoft.Network/";

    protected override bool IsTracked => false;

    public IEnumerable<StoredResource> Of(string networkId) =>
        Context.Store.Under($"{networkId}/subnets/").Where(s => s.Type == Name);

    public override JsonObject Render(StoredResource resource)
    {
        JsonObject body = resource.Body.Copy();
        JsonArray users = UsersOf(resource);
        if (users.Count > 0)
        {
            body.Ensure("properties")["ipConfigurations"] = users;
        }
        return body;
    }

    /// <summary>The users of addresses: the occupants in the world, and emulated resources.</summary>
    public JsonArray UsersOf(StoredResource subnet)
    {
        JsonArray users = new([
            .. subnet.Hidden?["occupants"].Items().Select(o => new JsonObject { ["id"] = o.Text() }) ?? [],
        ]);
        foreach (JsonNode? endpoint in ReferencesTo(subnet.Id, "Microsoft.Network/privateEndpoints", "subnet"))
        {
            users.Add(endpoint!.DeepClone());
        }
        foreach (
            string configuration in NetworkInterfaces
                .In(Context.Store, subnet.Id)
                .Concat(AzureFirewalls.In(Context.Store, subnet.Id))
                .Concat(SubnetUsers.Of(Context.Store, BastionHosts.TypeName, subnet.Id, "ipConfigurations"))
        )
        {
            users.Add(new JsonObject { ["id"] = configuration });
        }
        foreach (string configuration in SubnetUsers.OfScaleSets(Context.Store, subnet.Id))
        {
            users.Add(new JsonObject { ["id"] = configuration });
        }
        // One without instances holds the subnet too.
        foreach (JsonNode? set in Users(subnet.Id, SubnetUsers.ScaleSets))
        {
            if (Context.Store.Find(set.At("id").Text()!)!.Body.At("sku", "capacity").Number() is not > 0)
            {
                users.Add(set!.DeepClone());
            }
        }
        foreach (
            StoredResource group in Context
                .Store.OfType("Microsoft.ContainerInstance/containerGroups")
                .Where(group =>
                    group
                        .Body.At("properties", "subnetIds")
                        .Items()
                        .Any(one => ArmPath.Same(one.At("id").Text() ?? "", subnet.Id))
                )
        )
        {
            users.Add(new JsonObject { ["id"] = $"{group.Id}/ipConfigurations/default" });
        }
        return users;
    }

    /// <exception cref="ArmException">400: something is in the subnet.</exception>
    public void CheckFree(StoredResource subnet)
    {
        JsonArray users = UsersOf(subnet);
        if (users.Count > 0)
        {
            throw new ArmException(
                400,
                "InUseSubnetCannotBeDeleted",
                $"Subnet {subnet.Name} is in use by {users[0].At("id").Text()} and cannot be deleted. In order to delete "
                    + "the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet."
            );
        }
    }

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        List<AddressPrefix> prefixes = AddressPlan.PrefixesOf(body, request.Path.Id).ToList();
        if (prefixes.Count == 0 && !body.At("properties", "ipamPoolPrefixAllocations").Items().Any())
        {
            throw new ArmException(
                400,
                "NoAddressPrefixOrPoolProvided",
                $"The subnet {request.Path.Id} needs properties.addressPrefix, for example \"10.0.0.0/26\", or a pool.",
                "properties.addressPrefix"
            );
        }
        foreach (JsonNode delegation in body.At("properties", "delegations").Items())
        {
            CheckDelegation(request, delegation);
        }
        // The smallest subnet in Azure is a /29.
        if (prefixes.Find(p => p.IsVersion4 && p.Network.PrefixLength > 29) is { Network.PrefixLength: > 0 } small)
        {
            throw new ArmException(
                400,
                "NetcfgInvalidSubnet",
                $"Subnet '{request.Path.Name}' is not valid in virtual network '{request.Path.Parent!.Name}': {small} is "
                    + "smaller than /29."
            );
        }
    }

    // hashicorp/terraform-provider-azurerm#21779. Of the services that take subnets, LocalAzure knows one; any other may exist.
    private static void CheckDelegation(ArmRequest request, JsonNode delegation)
    {
        const string containers = "Microsoft.ContainerInstance";
        string service = delegation.At("properties", "serviceName").Text() ?? "";
        string[] parts = service.Split('/');
        if (parts.Length == 2 && (!ArmPath.Same(parts[0], containers) || ArmPath.Same(parts[1], "containerGroups")))
        {
            return;
        }
        throw new ArmException(
            400,
            "InvalidServiceNameOnDelegation",
            $"The service name {service} specified on delegation {request.Path.Id}/delegations/{delegation.At("name").Text()} is not "
                + $"valid. Valid value(s) are: {containers}/containerGroups and those of services that LocalAzure does not know."
        );
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
        JsonNode? properties = body["properties"];
        CheckReference(request, properties.At("networkSecurityGroup"), Network + "networkSecurityGroups/join/action");
        CheckReference(request, properties.At("routeTable"), Network + "routeTables/join/action");
        CheckReference(request, properties.At("natGateway"), Network + "natGateways/join/action");
        CheckEndpointPolicies(request, properties);
        if (!request.Caller.IsSystem && existing is not null)
        {
            Foresight.Apart(() => CheckDelegations(body, existing));
            Foresight.Apart(() => CheckPrefixes(body, existing));
        }
    }

    // Azure Virtual Network, "service endpoint policies", limitations: only with an endpoint of the policy's service. The code of the
    // refusal is not documented.
    private static void CheckEndpointPolicies(ArmRequest request, JsonNode? properties)
    {
        if (
            properties.At("serviceEndpointPolicies").Items().Any()
            && !properties
                .At("serviceEndpoints")
                .Items()
                .Any(one =>
                    one.At("service").Text()?.StartsWith("Microsoft.Storage", StringComparison.OrdinalIgnoreCase)
                    == true
                )
        )
        {
            throw new ArmException(
                400,
                "ServiceEndpointPolicyWithoutServiceEndpoint",
                $"The subnet {request.Path.Id} has a service endpoint policy and no service endpoint for Microsoft.Storage.",
                "properties.serviceEndpointPolicies"
            );
        }
    }

    // The text is the service's, as people quote it.
    private void CheckPrefixes(JsonObject body, StoredResource existing)
    {
        AddressPrefix[] kept = [.. AddressPlan.PrefixesOf(body, existing.Id)];
        foreach (AddressPrefix old in AddressPlan.PrefixesOf(existing.Body, existing.Id).Except(kept))
        {
            if (UsersOf(existing).Count > 0)
            {
                throw new ArmException(
                    400,
                    "InUsePrefixCannotBeDeleted",
                    $"IpPrefix {old} on Subnet {existing.Name} has active allocations and cannot be deleted."
                );
            }
        }
    }

    // MicrosoftDocs/azure-docs#39112.
    private void CheckDelegations(JsonObject body, StoredResource existing)
    {
        string before = Services(existing.Body);
        string after = Services(body);
        if (before != after && UsersOf(existing) is { Count: > 0 } users)
        {
            throw new ArmException(
                400,
                "SubnetDelegationsCannotChangeWhenSubnetUsedByResource",
                $"Delegations of subnet {existing.Id} cannot be changed from [{before}] to [{after}] because it is being used by "
                    + $"the resource {users[0].At("id").Text()}."
            );
        }

        static string Services(JsonObject subnet) =>
            string.Join(
                ", ",
                subnet
                    .At("properties", "delegations")
                    .Items()
                    .Select(delegation => delegation.At("properties", "serviceName").Text())
                    .Order(StringComparer.OrdinalIgnoreCase)
            );
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        if (properties["ipConfigurations"] is JsonArray { Count: > 0 } occupants && request.Caller.IsSystem)
        {
            hidden["occupants"] = new JsonArray([.. occupants.Select(o => (JsonNode?)o.At("id").Text())]);
        }
        properties.Remove("ipConfigurations");
        properties["privateEndpointNetworkPolicies"] ??= "Disabled";
        properties["privateLinkServiceNetworkPolicies"] ??= "Enabled";
        properties["delegations"] ??= new JsonArray();
        foreach (JsonObject delegation in properties["delegations"].Items().OfType<JsonObject>())
        {
            delegation["id"] = $"{document["id"].Text()}/delegations/{delegation["name"].Text()}";
            delegation["type"] = $"{Name}/delegations";
            delegation.Ensure("properties")["provisioningState"] = "Succeeded";
        }
        // In 2025-07-01 and later, subnets are private by default; before, the property is omitted.
        document.Remove("systemData");
    }

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        string parent = ArmPath.Parse(stored.Id).Parent!.Id;
        // In a PUT of the network, the network checks all of its subnets together.
        if (Context.Store.Find(parent) is { } network && ArmPath.Same(request.Path.Id, stored.Id) && !request.IsInline)
        {
            Foresight.Apart(() => AddressPlan.Check(network, Of(parent)));
        }
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing) => CheckFree(existing);
}
