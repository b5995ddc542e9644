using System.Globalization;

namespace Jumpbox.Settings;

/// <summary>Creates the settings of the gallery and checks that they are consistent.</summary>
internal static class GallerySettingsReading
{
    private const int MostReplicas = 50;
    private const int MostSubscriptions = 30;
    private const int MostTenants = 5;
    private static readonly string[] StorageTypes = ["Standard_LRS", "Standard_ZRS", "Premium_LRS"];

    public static GallerySettings Read(SettingValues values) =>
        new()
        {
            Definition = new DefinitionSettings(
                values.Text("gallery.definition.generation")!.ToUpperInvariant(),
                values.Text("gallery.definition.securityType")!,
                values.Boolean("gallery.definition.hibernation"),
                values.Boolean("gallery.definition.acceleratedNetworking"),
                values.Text("gallery.definition.diskControllers") == "scsiAndNvme",
                values.Text("gallery.definition.endOfLife"),
                Range(values.Text("gallery.definition.recommendedCpus")),
                Range(values.Text("gallery.definition.recommendedMemoryGB"))
            ),
            Replicas = values.Integer("gallery.replicas"),
            RegionReplicas = values
                .Map<string>("gallery.regionReplicas")
                .ToDictionary(entry => entry.Key, entry => Count(entry.Value) ?? 1, StringComparer.OrdinalIgnoreCase),
            StorageType = values.Text("gallery.storageType")!,
            RegionStorageTypes = new Dictionary<string, string>(
                values.Map<string>("gallery.regionStorageTypes"),
                StringComparer.OrdinalIgnoreCase
            ),
            IsShallow = values.Text("gallery.replicationMode") == "Shallow",
            ExcludedRegions = values.List("gallery.excludedRegions"),
            EndOfLifeDays = values.Integer("gallery.endOfLifeDays"),
            BlockDeletion = values.Boolean("gallery.blockDeletion"),
            KeepRegions = values.Boolean("gallery.keepRegions"),
            SharedWithSubscriptions = values.List("gallery.sharedWithSubscriptions"),
            SharedWithTenants = values.List("gallery.sharedWithTenants"),
        };

    /// <summary>Records what contradicts something else.</summary>
    public static void Check(SettingValues values, JumpboxSettings settings)
    {
        GallerySettings gallery = settings.Gallery;
        CheckDefinition(values, gallery.Definition);
        CheckRegions(values, settings);
        if (gallery is { BlockDeletion: true, EndOfLifeDays: 0 })
        {
            values.Reject(
                "gallery.blockDeletion",
                "false, since gallery.endOfLifeDays is 0: nothing would ever end it",
                null
            );
        }
        if (gallery.IsShallow && !FitsShallow(settings))
        {
            // Source: hashicorp/packer-plugin-azure, builder/azure/arm/config.go, shallow_replication.
            values.Reject(
                "gallery.replicationMode",
                "Full, since a shallow version has one replica, in the region of the build only",
                "Full"
            );
        }
        CheckShared(values, "gallery.sharedWithSubscriptions", MostSubscriptions);
        CheckShared(values, "gallery.sharedWithTenants", MostTenants);
    }

    private static bool FitsShallow(JumpboxSettings settings) =>
        settings.Gallery is { Replicas: 1, RegionReplicas.Count: 0 }
        && settings.Image.Distribute.ReplicationRegions.All(region =>
            region
                .Replace(" ", "", StringComparison.Ordinal)
                .Equals(settings.Location, StringComparison.OrdinalIgnoreCase)
        );

    private static void CheckDefinition(SettingValues values, DefinitionSettings definition)
    {
        if (definition is { Generation: "V1", SecurityType: not "Standard" })
        {
            // Source: Azure Compute Gallery, "image definitions", security type.
            values.Reject(
                "gallery.definition.securityType",
                "Standard, since gallery.definition.generation is V1",
                "Standard"
            );
        }
        if (
            definition.EndOfLife is { } end
            && !DateOnly.TryParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        )
        {
            values.Reject("gallery.definition.endOfLife", "a date of the calendar as YYYY-MM-DD", "2029-04-30");
        }
        foreach (
            (string path, SizeRange? range) in new[]
            {
                ("gallery.definition.recommendedCpus", definition.RecommendedCpus),
                ("gallery.definition.recommendedMemoryGB", definition.RecommendedMemoryGB),
            }
        )
        {
            if (range is not null && range.Minimum > range.Maximum)
            {
                values.Reject(path, "a minimum that is not greater than the maximum", null);
            }
        }
    }

    private static void CheckRegions(SettingValues values, JumpboxSettings settings)
    {
        foreach ((string region, string count) in values.Map<string>("gallery.regionReplicas"))
        {
            if (Count(count) is null)
            {
                values.RejectEntry(
                    "gallery.regionReplicas",
                    region,
                    count,
                    $"a whole number from 1 to {MostReplicas}",
                    "3"
                );
            }
        }
        foreach ((string region, string type) in settings.Gallery.RegionStorageTypes)
        {
            if (!StorageTypes.Contains(type, StringComparer.Ordinal))
            {
                values.RejectEntry(
                    "gallery.regionStorageTypes",
                    region,
                    type,
                    $"one of {string.Join(", ", StorageTypes)}",
                    "Standard_LRS"
                );
            }
        }
    }

    private static void CheckShared(SettingValues values, string path, int most)
    {
        IReadOnlyList<string> shared = values.List(path);
        foreach (string id in shared.Where(id => !Guid.TryParseExact(id, "D", out _)))
        {
            values.RejectEntry(path, id, "a GUID");
        }
        if (shared.Count > most)
        {
            values.Reject(path, $"at most {most}, the limit of Azure", null);
        }
    }

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
        && count is >= 1 and <= MostReplicas
            ? count
            : null;

    private static SizeRange? Range(string? text) =>
        text?.Split('-') is [string least, string most]
        && int.TryParse(least, NumberStyles.None, CultureInfo.InvariantCulture, out int minimum)
        && int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out int maximum)
            ? new SizeRange(minimum, maximum)
            : null;
}
