using Jumpbox.Naming;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The part of <see cref="GalleryTarget"/> about regions: a version is created in its definition's region.</summary>
internal static class DefinitionRegions
{
    public static IEnumerable<Finding> Judge(Facts facts, GalleryDefinition definition)
    {
        JumpboxSettings settings = facts.Settings;
        string[] given = [.. settings.Image.Distribute.ReplicationRegions];
        string[] regions = given.Length > 0 ? given : [settings.Location];
        string home = Regions.Normalise(definition.Location ?? settings.Location);
        if (!regions.Any(region => Regions.Same(region, home)))
        {
            yield return Finding.Fail(
                given.Length > 0
                    ? $"image.distribute.replicationRegions ({string.Join(", ", given)}) leaves out {home}, where the version is "
                        + $"created: the image definition {definition.Id.Name} is there."
                    : $"The image definition {definition.Id.Name} is in {home}, where its versions are created, but the image is "
                        + $"built in {settings.Location}, and the version would go only there.",
                Cure.Setting(
                    given.Length > 0
                        ? $"image.distribute.replicationRegions must include {home}"
                        : $"image.distribute.replicationRegions must include {home} and {settings.Location}"
                ),
                ("replicationRegions", string.Join(", ", regions))
            );
        }
        if (regions.Select(Regions.Normalise).Distinct().Count() < regions.Length)
        {
            yield return Finding.Fail(
                $"image.distribute.replicationRegions ({string.Join(", ", regions)}) contains a region twice, which Azure refuses.",
                Cure.Setting("image.distribute.replicationRegions must contain each region once"),
                ("replicationRegions", string.Join(", ", regions))
            );
        }
        foreach (string region in Unused(settings.Gallery, regions))
        {
            yield return Finding.Warn(
                $"The settings under gallery have the region {region}, which is not among the regions of the version "
                    + $"({string.Join(", ", regions)}).",
                Cure.Setting(
                    $"image.distribute.replicationRegions must include {region}, or the settings under gallery must omit it"
                ),
                ("region", region)
            );
        }
    }

    private static IEnumerable<string> Unused(GallerySettings gallery, string[] regions) =>
        gallery
            .RegionReplicas.Keys.Concat(gallery.RegionStorageTypes.Keys)
            .Concat(gallery.ExcludedRegions)
            .Where(name => !regions.Any(region => Regions.Same(region, name)))
            .Distinct(StringComparer.OrdinalIgnoreCase);
}
