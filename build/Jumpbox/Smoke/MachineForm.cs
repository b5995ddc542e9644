using System.Globalization;
using Jumpbox.Offers;

namespace Jumpbox.Smoke;

/// <summary>
/// In which form a machine is started from an image: with Trusted Launch where size and image definition have it, with an ephemeral OS
/// disk where the size has room. Sources: azure-compute-docs, ephemeral-os-disks.md (8 September 2026) and trusted-launch-faq.md
/// (5 August 2025).
/// </summary>
/// <param name="HasTrustedLaunch">Whether Trusted Launch is requested.</param>
/// <param name="Placement">Where the ephemeral OS disk is; null for a managed disk.</param>
/// <param name="Why">Why it is so, in one line.</param>
public sealed record MachineForm(bool HasTrustedLaunch, string? Placement, string Why)
{
    private const long GiB = 1024L * 1024 * 1024;

    /// <summary>Decides.</summary>
    /// <param name="size">The size.</param>
    /// <param name="capabilities">Its capabilities; null if the region does not list it.</param>
    /// <param name="definition">The image definition; null for a managed image, which Trusted Launch does not support.</param>
    /// <param name="imageGiB">The image's OS disk; null if unknown.</param>
    public static MachineForm Of(
        string size,
        IReadOnlyDictionary<string, string>? capabilities,
        GalleryDefinition? definition,
        long? imageGiB
    )
    {
        (bool trusted, string security) = Security(size, capabilities, definition);
        (string? placement, string disk) = Disk(size, capabilities, imageGiB, trusted);
        return new(trusted, placement, $"{security}; {disk}");
    }

    private static (bool, string) Security(
        string size,
        IReadOnlyDictionary<string, string>? capabilities,
        GalleryDefinition? definition
    ) =>
        definition is null ? (false, "no Trusted Launch: a managed image does not support it")
        : definition.Generation != "V2" ? (false, "no Trusted Launch: the image definition is of generation 1")
        // TrustedLaunch, TrustedLaunchSupported, TrustedLaunchAndConfidentialVmSupported.
        : definition.SecurityType?.StartsWith("TrustedLaunch", StringComparison.OrdinalIgnoreCase) != true
            ? (
                false,
                $"no Trusted Launch: the image definition's security type is {definition.SecurityType ?? "not set"}"
            )
        : capabilities is null ? (false, "no Trusted Launch: the region does not list the size")
        : IsTrue(capabilities, "TrustedLaunchDisabled") ? (false, $"no Trusted Launch: {size} does not support it")
        : (true, "Trusted Launch");

    private static (string?, string) Disk(
        string size,
        IReadOnlyDictionary<string, string>? capabilities,
        long? imageGiB,
        bool trusted
    )
    {
        if (capabilities is null || imageGiB is not { } image)
        {
            return (null, "a managed OS disk: the size of image or machine is unknown");
        }
        if (!IsTrue(capabilities, "EphemeralOSDiskSupported"))
        {
            return (null, $"a managed OS disk: {size} supports no ephemeral one");
        }
        // Trusted Launch keeps its state in one GiB of the same store.
        long needed = (image + (trusted ? 1 : 0)) * GiB;
        string[] places = (
            capabilities.GetValueOrDefault("SupportedEphemeralOSDiskPlacements") ?? "CacheDisk,ResourceDisk"
        ).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        (string Place, long Bytes)[] stores =
        [
            ("CacheDisk", Number(capabilities, "CachedDiskBytes")),
            ("ResourceDisk", Number(capabilities, "MaxResourceVolumeMB") * 1024 * 1024),
        ];
        // A disk on NVMe takes whole disks, whose number is not among the capabilities; it is left to sizes that have nothing else.
        (string Place, long Bytes) fit = stores.FirstOrDefault(store =>
            store.Bytes >= needed && places.Contains(store.Place, StringComparer.OrdinalIgnoreCase)
        );
        return fit.Place is { } place
            ? (
                place,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"an ephemeral OS disk on the {place} ({fit.Bytes / GiB} GiB)"
                )
            )
            : (
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a managed OS disk: {size} has no room for {needed / GiB} GiB (cache {stores[0].Bytes / GiB}, temporary disk {stores[1].Bytes / GiB})"
                )
            );
    }

    private static bool IsTrue(IReadOnlyDictionary<string, string> capabilities, string capability) =>
        "True".Equals(capabilities.GetValueOrDefault(capability), StringComparison.OrdinalIgnoreCase);

    private static long Number(IReadOnlyDictionary<string, string> capabilities, string capability) =>
        long.TryParse(
            capabilities.GetValueOrDefault(capability),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out long number
        )
            ? number
            : 0;
}
