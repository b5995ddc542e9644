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

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties["enableAcceleratedNetworking"] ??= false;
        properties["enableIPForwarding"] ??= false;
        properties["resourceGuid"] = GuidOf(existing);
        bool isFirst = true;
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
                inner["privateIPAddress"] ??=
                    AddressBefore(existing, id) ?? AddressPlan.AddressOf(found, Taken(Context.Store, subnet));
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

    /// <summary>How many addresses of a subnet interfaces have.</summary>
    public static int Taken(ResourceStore store, string subnet) =>
        SubnetUsers.Of(store, TypeName, subnet, "ipConfigurations").Count();

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
