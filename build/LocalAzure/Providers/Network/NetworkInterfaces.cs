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
                    AddressBefore(existing, id) ?? AddressPlan.AddressOf(found, UsersOf(subnet).Count());
            }
        }
    }

    /// <summary>The configurations of interfaces that have an address in a subnet, beside those of private endpoints.</summary>
    public static IEnumerable<string> In(ResourceStore store, string subnet) =>
        store
            .OfType(TypeName)
            .Where(n => n.Body.At("properties", "privateEndpoint") is null)
            .SelectMany(n => n.Body.At("properties", "ipConfigurations").Items())
            .Where(c => ArmPath.Same(c.At("properties", "subnet", "id").Text(), subnet))
            .Select(c => c.At("id").Text() ?? "");

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
        string? machine = Context
            .Store.OfType("Microsoft.Compute/virtualMachines")
            .Where(m =>
                m.Body.At("properties", "networkProfile", "networkInterfaces")
                    .Items()
                    .Any(n => ArmPath.Same(n.At("id").Text(), existing.Id))
            )
            .Select(m => m.Id)
            .FirstOrDefault();
        if (machine is not null)
        {
            throw new ArmException(
                400,
                "NicInUse",
                $"Network Interface {existing.Id} is used by existing resource {machine}. In order to delete the network "
                    + "interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic."
            );
        }
    }

    private IEnumerable<string> UsersOf(string subnet) => In(Context.Store, subnet);

    private static string? AddressBefore(StoredResource? existing, string id) =>
        existing
            ?.Body.At("properties", "ipConfigurations")
            .Items()
            .FirstOrDefault(c => ArmPath.Same(c.At("id").Text(), id))
            .At("properties", "privateIPAddress")
            .Text();
}
