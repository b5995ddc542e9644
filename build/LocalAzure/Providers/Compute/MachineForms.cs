using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// What size, image, security type and OS disk of a new machine must have in common, and the quota that it takes. Sources:
/// azure-compute-docs, trusted-launch-faq.md and ephemeral-os-disks.md; Azure/azure-cli#27975 (image without Trusted Launch),
/// Azure/build-vm-image#32 (image that requires it); cloudfoundry/bosh-azure-cpi-release#674 (ephemeral disk that does not fit),
/// microsoft/lisa#2289 (a placement that the size lacks), hashicorp/terraform-provider-azurerm#14847 (caching); SupportArticles-docs,
/// error messages (smaller than the image, or not created yet).
/// </summary>
internal static class MachineForms
{
    /// <exception cref="ArmException">The parts do not fit, or the quota is used up.</exception>
    /// <param name="store">The cloud.</param>
    /// <param name="body">The body of a machine.</param>
    /// <param name="more">How many such machines are added.</param>
    public static void Check(ResourceStore store, JsonObject body, int more = 1)
    {
        string size = body.At("properties", "hardwareProfile", "vmSize").Text() ?? "";
        JsonNode? offered = WorldSettings
            .Section(store, "sizes")
            .Items()
            .FirstOrDefault(one => ArmPath.Same(one.At("name").Text(), size));
        string? image = body.At("properties", "storageProfile", "imageReference", "id").Text();
        StoredResource? found = image is null ? null : store.Find(image);
        if (offered is not null && more > 0)
        {
            MachineCapacity.Check(
                store,
                body["location"].Text() ?? "",
                size,
                family => MachineCores.Of(store, family),
                "OperationNotAllowed",
                more
            );
        }
        CheckImage(image, found, body["location"].Text());
        Foresight.Apart(() => CheckReady(found, body));
        CheckSecurity(store, body.At("properties", "securityProfile"), offered, size, image);
        CheckDisk(body, offered, size, found);
    }

    // A managed image is in the region of its machines: the text of this error.
    private static void CheckImage(string? id, StoredResource? image, string? location)
    {
        if (
            id is not null
            && ArmPath.Same(ArmPath.Parse(id).Type, Images.TypeName)
            && (image is null || image.Body["location"].Text() != Regions.Normalize(location ?? ""))
        )
        {
            throw new ArmException(
                404,
                "NotFound",
                $"The Image '{id}' cannot be found in the region. Please check the image id and the region.",
                "imageReference"
            );
        }
    }

    // The same page, about an image that is being created.
    private static void CheckReady(StoredResource? image, JsonObject body)
    {
        if (image?.Type == Images.TypeName && image.Body.At("properties", "provisioningState").Text() == "Creating")
        {
            Foresight.Awaits();
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"The resource {body["name"].Text() ?? "virtual machine"} cannot be created from Image {image.Name} until Image has been "
                    + "successfully created.",
                "imageReference"
            );
        }
    }

    private static void CheckSecurity(
        ResourceStore store,
        JsonNode? profile,
        JsonNode? size,
        string sizeName,
        string? image
    )
    {
        bool isTrusted = ArmPath.Same(profile.At("securityType").Text(), "TrustedLaunch");
        if (profile.At("uefiSettings") is not null && profile.At("securityType") is null)
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "The property 'securityProfile.uefiSettings' is valid only when the 'securityProfile.securityType' is set.",
                "securityProfile.uefiSettings"
            );
        }
        ArmPath? path = image is null ? null : ArmPath.Parse(image);
        ArmPath? definition =
            path is null ? null
            : ArmPath.Same(path.Type, GalleryVersions.TypeName) ? path.Parent
            : ArmPath.Same(path.Type, GalleryImages.TypeName) ? path
            : null;
        JsonNode? known = definition is null ? null : store.Find(definition.Id)?.Body["properties"];
        string? type = known
            .At("features")
            .Items()
            .FirstOrDefault(feature => ArmPath.Same(feature.At("name").Text(), "SecurityType"))
            .At("value")
            .Text();
        if (isTrusted)
        {
            bool isManagedImage = path is not null && definition is null;
            bool fits =
                type?.StartsWith("TrustedLaunch", StringComparison.OrdinalIgnoreCase) == true
                && known.At("hyperVGeneration").Text() == "V2";
            // Of a marketplace image LocalAzure knows no security type.
            if (isManagedImage || (definition is not null && !fits))
            {
                throw new ArmException(
                    400,
                    "BadRequest",
                    "Use of TrustedLaunch setting is not supported for the provided image. Please select Trusted Launch Supported Gen2 OS "
                        + "Image. For more information, see https://aka.ms/TrustedLaunch-FAQ.",
                    "securityProfile"
                );
            }
            if (size.At("trustedLaunch").Flag() == false)
            {
                throw new ArmException(
                    400,
                    "BadRequest",
                    $"The VM size '{sizeName}' is not supported for creation of VMs and Virtual Machine Scale Set with 'TrustedLaunch' "
                        + "security type.",
                    "securityProfile"
                );
            }
        }
        else if (ArmPath.Same(type, "TrustedLaunch"))
        {
            throw new ArmException(
                400,
                "BadRequest",
                "The provided gallery image only supports creation of VMs and VM Scale Sets with 'TrustedLaunch' security type.",
                "securityProfile"
            );
        }
    }

    private static void CheckDisk(JsonObject body, JsonNode? size, string sizeName, StoredResource? image)
    {
        JsonNode? disk = body.At("properties", "storageProfile", "osDisk");
        long imageGB =
            image?.Body.At("properties", "storageProfile", "osDiskImage", "sizeInGB").Number()
            ?? image?.Body.At("properties", "storageProfile", "osDisk", "diskSizeGB").Number()
            ?? 30;
        long wanted = disk.At("diskSizeGB").Number() ?? imageGB;
        if (wanted < imageGB)
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"The specified disk size {wanted} GB is smaller than the size of the corresponding disk in the VM image: {imageGB} GB.",
                "osDisk.diskSizeGB"
            );
        }
        if (disk.At("diffDiskSettings") is not { } ephemeral)
        {
            return;
        }
        if (!ArmPath.Same(disk.At("caching").Text(), "ReadOnly"))
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "Changes to property 'osDisk.caching' are not allowed: the caching of an ephemeral OS disk is ReadOnly.",
                "osDisk.caching"
            );
        }
        string placement = ephemeral.At("placement").Text() ?? "CacheDisk";
        long room = size.At(ArmPath.Same(placement, "ResourceDisk") ? "temporaryGB" : "cacheGB").Number() ?? 0;
        if (room == 0 || ArmPath.Same(placement, "NvmeDisk"))
        {
            throw new ArmException(
                400,
                "NotSupported",
                $"DiffDiskPlacement '{placement}' is not supported for VM size '{sizeName}'.",
                "osDisk.diffDiskSettings"
            );
        }
        bool isTrusted = ArmPath.Same(body.At("properties", "securityProfile", "securityType").Text(), "TrustedLaunch");
        if (wanted + (isTrusted ? 1 : 0) > room)
        {
            throw new ArmException(
                400,
                "NotSupported",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"OS disk of Ephemeral VM with size greater than {room - (isTrusted ? 1 : 0)} GB is not allowed for VM size {sizeName} when the DiffDiskPlacement is {placement}."
                ),
                "osDisk.diffDiskSettings"
            );
        }
    }
}
