using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// The checks of the service while it creates a template: whether the identity exists and can join the subnets, and whether
/// the source exists. As in Azure, the permission to write the image is checked only at distribution.
/// </summary>
internal sealed class Admission(ResourceStore store, PermissionCheck permissions, Sources sources)
{
    private static readonly string[] NetworkActions =
    [
        "Microsoft.Network/virtualNetworks/read",
        "Microsoft.Network/virtualNetworks/subnets/join/action",
    ];

    /// <summary>Returns why the template cannot be created, or null. The code is a provisioningErrorCode.</summary>
    public ArmError? Check(StoredResource template)
    {
        JsonNode? properties = template.Body["properties"];
        if (IdentityOf(template) is not { } identity)
        {
            return new ArmError(
                "Other",
                $"The user-assigned identity '{IdentityIdOf(template)}' was not found. Create it before the image template."
            );
        }
        return Network(properties.At("vmProfile", "vnetConfig"), identity)
            ?? Source(properties.At("source"), template)
            ?? Galleries(properties.At("distribute"));
    }

    public static string? IdentityIdOf(StoredResource template) =>
        template.Body.At("identity", "userAssignedIdentities").Object()?.FirstOrDefault().Key;

    /// <summary>The principal of the template's identity; null when it no longer exists.</summary>
    public Caller? IdentityOf(StoredResource template) =>
        IdentityIdOf(template) is { } id && store.Find(id)?.Body.At("properties", "principalId").Text() is { } principal
            ? new Caller(principal)
            : null;

    private ArmError? Network(JsonNode? network, Caller identity)
    {
        foreach (string name in new[] { "subnetId", "containerInstanceSubnetId" })
        {
            if (network.At(name).Text() is not { Length: > 0 } subnet)
            {
                continue;
            }
            if (FindSubnet(subnet) is not { } found)
            {
                return new ArmError("Other", $"The subnet '{subnet}' given as {name} was not found.");
            }
            string? denied = NetworkActions.FirstOrDefault(a => !permissions.IsAllowed(identity, a, subnet));
            if (denied is not null)
            {
                return new ArmError(
                    "Other",
                    $"Not authorized to access the resource: {subnet}. Please check the user assigned identity has been "
                        + $"assigned the right permissions: the client '{identity.ObjectId}' does not have authorization "
                        + $"to perform action '{denied}'."
                );
            }
            if (name == "containerInstanceSubnetId" && !IsDelegated(found))
            {
                return new ArmError(
                    "Other",
                    $"SubnetMissingRequiredDelegation: Subnet '{subnet}' requires a delegation to "
                        + "'Microsoft.ContainerInstance/containerGroups'."
                );
            }
        }
        return null;
    }

    private JsonNode? FindSubnet(string id) =>
        store.Find(id)?.Body
        ?? (
            ArmPath.Parse(id).Parent is { } network
                ? store
                    .Find(network.Id)
                    ?.Body.At("properties", "subnets")
                    .Items()
                    .FirstOrDefault(s => ArmPath.Same(s["id"].Text(), id))
                : null
        );

    private static bool IsDelegated(JsonNode subnet) =>
        subnet
            .At("properties", "delegations")
            .Items()
            .Any(d =>
                ArmPath.Same(d.At("properties", "serviceName").Text(), "Microsoft.ContainerInstance/containerGroups")
            );

    private ArmError? Source(JsonNode? source, StoredResource template) =>
        source.At("type").Text() switch
        {
            "PlatformImage" => PlatformImage(source!, template),
            "ManagedImage" when Missing(source.At("imageId").Text()) => new ArmError(
                "BadManagedImageSource",
                $"The managed image '{source.At("imageId").Text()}' was not found."
            ),
            "SharedImageVersion" when SharedVersion(source.At("imageVersionId").Text()) is null => new ArmError(
                "BadSharedImageVersionSource",
                $"The image version '{source.At("imageVersionId").Text()}' was not found."
            ),
            _ => null,
        };

    private ArmError? PlatformImage(JsonNode source, StoredResource template)
    {
        string? exact = sources.PlatformVersion(source, template.Id, template.Body["location"].Text()!);
        return exact is not null
            ? null
            : new ArmError(
                "BadPIRSource",
                $"The platform image '{source["publisher"].Text()}:{source["offer"].Text()}:{source["sku"].Text()}:"
                    + $"{source["version"].Text()}' was not found in '{template.Body["location"].Text()}'."
            );
    }

    private string? SharedVersion(string? id) => sources.SharedVersion(id ?? "");

    private bool Missing(string? id) => id is null || store.Find(id) is null;

    private ArmError? Galleries(JsonNode? distribute)
    {
        foreach (JsonNode target in distribute.Items().Where(d => d["type"].Text() == "SharedImage"))
        {
            string definition = Distribution.DefinitionOf(target["galleryImageId"].Text() ?? "");
            if (store.Find(definition) is null)
            {
                return new ArmError("BadSharedImageDistribute", $"The gallery image '{definition}' was not found.");
            }
        }
        return null;
    }
}
