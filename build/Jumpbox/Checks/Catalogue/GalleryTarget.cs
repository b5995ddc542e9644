using Jumpbox.Naming;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The gallery's image definition takes what the build makes.</summary>
internal sealed class GalleryTarget : ICheck
{
    public string Id => "gallery";

    public string Title => "The gallery takes the image";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.Gallery, FactName.BaseImage];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        DistributionSettings distribute = facts.Settings.Image.Distribute;
        if (distribute is not { Kind: DistributionKind.Gallery, GalleryImageId: { } id })
        {
            yield return Finding.Skipped("The image does not go to a gallery.");
            yield break;
        }
        if (!facts.Gallery.Exists)
        {
            yield return Finding.Fail(
                $"The image definition {id} does not exist, and nobody makes it.",
                Cure.Command(
                    $"az sig image-definition create -g {id.ResourceGroup} --gallery-name {id.Parent!.Name} -i {id.Name} --os-type Linux --os-state Generalized --hyper-v-generation V2 --publisher <yours> --offer <yours> --sku <yours>"
                ),
                ("definition", id.ToString())
            );
            yield break;
        }
        GalleryDefinition definition = facts.Gallery.Value;
        bool clean = true;
        foreach (Finding finding in Mismatches(facts, definition))
        {
            clean = false;
            yield return finding;
        }
        if (clean)
        {
            yield return Finding.Pass(
                $"The image definition {id.Name} takes the image.",
                ("generation", definition.Generation),
                ("architecture", definition.Architecture)
            );
        }
    }

    private static IEnumerable<Finding> Mismatches(Facts facts, GalleryDefinition definition)
    {
        DistributionSettings distribute = facts.Settings.Image.Distribute;
        string name = definition.Id.Name;
        string architecture = facts.Settings.Image.Architecture == "arm64" ? "Arm64" : "x64";
        if (Differ("Linux", definition.OsType))
        {
            yield return Other($"takes {definition.OsType} images, and this is Linux", "osType", definition.OsType);
        }
        if (Differ(architecture, definition.Architecture))
        {
            yield return Other(
                $"takes images for {definition.Architecture}, and image.architecture is {facts.Settings.Image.Architecture}",
                "architecture",
                definition.Architecture
            );
        }
        if (
            facts.BaseImage.State == ReadingState.Present
            && Differ(facts.BaseImage.Value.Generation, definition.Generation)
        )
        {
            yield return Other(
                $"takes images of generation {definition.Generation}, and the base image is of {facts.BaseImage.Value.Generation}",
                "generation",
                definition.Generation
            );
        }
        if (definition.SecurityType is "TrustedLaunch" or "ConfidentialVM" or "ConfidentialVMSupported")
        {
            yield return Finding.Warn(
                $"The image definition {name} has the security type {definition.SecurityType}; Image Builder asks that "
                    + "source and target both are TrustedLaunchSupported.",
                Cure.Setting("image.distribute.galleryImageId must name a definition with TrustedLaunchSupported"),
                ("securityType", definition.SecurityType)
            );
        }
        string[] regions = [.. distribute.ReplicationRegions];
        if (regions.Length > 0 && !regions.Any(region => Regions.Same(region, facts.Settings.Location)))
        {
            yield return Finding.Fail(
                $"image.distribute.replicationRegions ({string.Join(", ", regions)}) leaves out {facts.Settings.Location}, "
                    + "where the version is made.",
                Cure.Setting($"image.distribute.replicationRegions must hold {facts.Settings.Location}"),
                ("replicationRegions", string.Join(", ", regions))
            );
        }

        Finding Other(string what, string evidence, string value) =>
            Finding.Fail(
                $"The image definition {name} {what}.",
                Cure.Setting("image.distribute.galleryImageId must name a definition that fits the image"),
                (evidence, value)
            );
    }

    private static bool Differ(string left, string right) => !left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
