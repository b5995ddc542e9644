using System.Net;
using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Network interfaces, with an address in the subnet of each configuration.</summary>
internal sealed class NetworkInterfaces(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/networkInterfaces";

    // Both codes are answers of `az deployment group validate`, as reported; the text of the second is quoted in
    // Azure/azure-cli#1238.
    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (request.Caller.IsSystem)
        {
            return;
        }
        JsonNode[] configurations = [.. body.At("properties", "ipConfigurations").Items()];
        if (configurations.Length == 0)
        {
            throw new ArmException(
                400,
                "NetworkInterfaceMustHaveIpConfigurationOrAttachedElasticNetworkInterface",
                $"Network interface {request.Path.Id} must have one or more IP configurations.",
                "properties.ipConfigurations"
            );
        }
        foreach (JsonNode configuration in configurations)
        {
            if (configuration.At("properties", "subnet", "id").Text() is not { Length: > 0 })
            {
                throw new ArmException(
                    400,
                    "SubnetIsRequired",
                    $"Subnet reference is required for ipconfiguration {request.Path.Id}/ipConfigurations/"
                        + $"{configuration.At("name").Text()}."
                );
            }
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
        if (request.Caller.IsSystem)
        {
            return;
        }
        foreach (JsonNode configuration in body.At("properties", "ipConfigurations").Items())
        {
            Foresight.Apart(() => CheckDelegation(request, configuration));
            Foresight.Apart(() => CheckAddress(request, configuration));
        }
        foreach (
            IGrouping<string, JsonNode> subnet in body.At("properties", "ipConfigurations")
                .Items()
                .GroupBy(one => one.At("properties", "subnet", "id").Text() ?? "", StringComparer.OrdinalIgnoreCase)
        )
        {
            Foresight.Apart(() => SubnetUsers.CheckRoom(Context.Store, subnet.Key, request.Path.Id, subnet.Count()));
        }
    }

    // Azure Container Instances, "Virtual network deployment": the subnet has container groups only. The code is not
    // documented; other services may create interfaces in their subnets.
    private void CheckDelegation(ArmRequest request, JsonNode configuration)
    {
        string id = configuration.At("properties", "subnet", "id").Text() ?? "";
        if (
            Context
                .Store.Find(id)
                ?.Body.At("properties", "delegations")
                .Items()
                .Select(delegation => delegation.At("properties", "serviceName").Text())
                .FirstOrDefault(service => ArmPath.Same(service, "Microsoft.ContainerInstance/containerGroups")) is
            { } service
        )
        {
            throw new ArmException(
                400,
                "SubnetIsDelegated",
                $"Network interface {request.Path.Id} cannot be in subnet {id}, which is delegated to {service}."
            );
        }
    }

    // PrivateIPAddressNotInSubnet and PrivateIPAddressInReservedRange: Azure's "Troubleshoot common deployment errors";
    // PrivateIPAddressIsAllocated: daniel-rhoades/acs-engine-terraform#10; PrivateIPAddressMissing:
    // hashicorp/terraform-provider-azurerm#15265. A dynamic configuration ignores an address.
    private void CheckAddress(ArmRequest request, JsonNode configuration)
    {
        JsonNode? properties = configuration["properties"];
        if (!ArmPath.Same(properties.At("privateIPAllocationMethod").Text(), "Static"))
        {
            return;
        }
        string own = $"{request.Path.Id}/ipConfigurations/{configuration.At("name").Text()}";
        if (properties.At("privateIPAddress").Text() is not { Length: > 0 } text)
        {
            throw new ArmException(
                400,
                "PrivateIPAddressMissing",
                $"Private IP address is required when privateIPAllocationMethod is Static in IP configuration {own}."
            );
        }
        if (
            !IPAddress.TryParse(text, out IPAddress? address)
            || properties.At("subnet", "id").Text() is not { } id
            || Context.Store.Find(id) is not { } subnet
        )
        {
            return;
        }
        AddressPrefix[] prefixes = [.. AddressPlan.PrefixesOf(subnet.Body, subnet.Id)];
        if (prefixes.Length == 0)
        {
            return;
        }
        AddressPrefix[] around = [.. prefixes.Where(p => p.Network.Contains(address))];
        if (around.Length == 0)
        {
            throw new ArmException(
                400,
                "PrivateIPAddressNotInSubnet",
                $"Private static IP address {address} does not belong to the range of subnet prefix {string.Join(", ", prefixes)}."
            );
        }
        if (around[0].IsReserved(address))
        {
            throw new ArmException(
                400,
                "PrivateIPAddressInReservedRange",
                $"Private static IP address {address} falls within reserved IP range of subnet prefix {around[0]}."
            );
        }
        if (
            !SubnetUsers
                .Addresses(Context.Store, id, request.Path.Id)
                .TryGetValue(address.ToString(), out JsonNode? holder)
        )
        {
            return;
        }
        if (!ArmPath.Same(holder.At("properties", "privateIPAllocationMethod").Text(), "Static"))
        {
            // Which address a dynamic one gets depends on the order.
            Foresight.Awaits();
        }
        throw new ArmException(
            400,
            "PrivateIPAddressIsAllocated",
            $"IP configuration {own} is using the private IP address {address} which is already allocated to resource "
                + $"{holder.At("id").Text()}."
        );
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties["enableAcceleratedNetworking"] ??= false;
        properties["enableIPForwarding"] ??= false;
        properties["resourceGuid"] = GuidOf(existing);
        bool isFirst = true;
        HashSet<string> own = new(StringComparer.Ordinal);
        foreach (JsonObject configuration in properties["ipConfigurations"].Items().OfType<JsonObject>())
        {
            string id = $"{document["id"].Text()}/ipConfigurations/{configuration["name"].Text()}";
            configuration["id"] = id;
            JsonObject inner = configuration.Ensure("properties");
            inner["provisioningState"] = "Succeeded";
            inner["privateIPAllocationMethod"] ??= "Dynamic";
            inner["privateIPAddressVersion"] ??= "IPv4";
            inner["primary"] ??= isFirst;
            isFirst = false;
            if (inner.At("subnet", "id").Text() is { } subnet && Context.Store.Find(subnet) is { } found)
            {
                HashSet<string> used = [.. SubnetUsers.Addresses(Context.Store, subnet, request.Path.Id).Keys, .. own];
                inner["privateIPAddress"] ??= AddressBefore(existing, id) ?? AddressPlan.AddressOf(found, used);
                own.Add(inner["privateIPAddress"]!.ToString());
            }
        }
    }

    // Azure refuses both for an interface without a running machine; the code is not documented.
    protected override ArmResponse Act(ArmRequest request, string action)
    {
        StoredResource found = Find(request.Path) ?? throw NotFound(request.Path);
        if (!ArmPath.Same(action, "effectiveRouteTable") && !ArmPath.Same(action, "effectiveNetworkSecurityGroups"))
        {
            throw Unsupported(request, action);
        }
        if (MachineOf(Context.Store, found.Id) is null)
        {
            throw new ArmException(
                400,
                "NetworkInterfaceNotAttachedToRunningVm",
                $"Network interface {found.Id} must be attached to a running virtual machine to compute what is effective."
            );
        }
        string? subnet = found
            .Body.At("properties", "ipConfigurations")
            .Items()
            .Select(part => part.At("properties", "subnet", "id").Text())
            .FirstOrDefault();
        EffectiveTables tables = new(Context.Store);
        return Context.Store.Find(subnet ?? "") is { } place
            ? ArmResponse.Ok(
                new JsonObject
                {
                    ["value"] = ArmPath.Same(action, "effectiveRouteTable")
                        ? tables.Routes(place)
                        : tables.Rules(place),
                }
            )
            : throw NotFound(request.Path);
    }

    /// <summary>The configurations of interfaces that have an address in a subnet, beside those of private endpoints.</summary>
    public static IEnumerable<string> In(ResourceStore store, string subnet) =>
        SubnetUsers.Of(
            store.OfType(TypeName).Where(n => n.Body.At("properties", "privateEndpoint") is null),
            subnet,
            "ipConfigurations"
        );

    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        if (existing.Body.At("properties", "privateEndpoint", "id").Text() is { } endpoint)
        {
            throw new ArmException(
                400,
                "NicInUseWithPrivateEndpoint",
                $"Network interface {existing.Id} cannot be deleted because it is currently in use with a private endpoint "
                    + $"({endpoint}). Please see aka.ms/deletenic."
            );
        }
        if (MachineOf(Context.Store, existing.Id) is { } machine)
        {
            throw new ArmException(
                400,
                "NicInUse",
                $"Network Interface {existing.Id} is used by existing resource {machine}. In order to delete the network "
                    + "interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic."
            );
        }
    }

    /// <summary>The machine that uses an interface; null if none does.</summary>
    public static string? MachineOf(ResourceStore store, string card) =>
        store
            .OfType("Microsoft.Compute/virtualMachines")
            .Where(machine =>
                machine
                    .Body.At("properties", "networkProfile", "networkInterfaces")
                    .Items()
                    .Any(one => ArmPath.Same(one.At("id").Text(), card))
            )
            .Select(machine => machine.Id)
            .FirstOrDefault();

    private static string? AddressBefore(StoredResource? existing, string id) =>
        existing
            ?.Body.At("properties", "ipConfigurations")
            .Items()
            .FirstOrDefault(c => ArmPath.Same(c.At("id").Text(), id))
            .At("properties", "privateIPAddress")
            .Text();
}
