using Jumpbox.Naming;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The gallery's image definition accepts the built image.</summary>
internal sealed class GalleryTarget : ICheck
{
    public string Id => "gallery";

    public string Title => "The gallery accepts the image";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.Gallery, FactName.BaseImage];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        DistributionSettings distribute = facts.Settings.Image.Distribute;
        if (distribute is not { Kind: DistributionKind.Gallery, GalleryImageId: { } id })
        {
            yield return Finding.Skipped("The image is not distributed to a gallery.");
            yield break;
        }
        if (!facts.Gallery.Exists)
        {
            yield return Finding.Fail(
                $"The image definition {id} does not exist, and the pipeline does not create it.",
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
                $"The image definition {id.Name} accepts the image.",
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
            yield return Other($"accepts {definition.OsType} images, but this is Linux", "osType", definition.OsType);
        }
        if (Differ(architecture, definition.Architecture))
        {
            yield return Other(
                $"accepts images for {definition.Architecture}, but image.architecture is {facts.Settings.Image.Architecture}",
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
                $"accepts generation {definition.Generation} images, but the base image is {facts.BaseImage.Value.Generation}",
                "generation",
                definition.Generation
            );
        }
        if (definition.SecurityType is "TrustedLaunch" or "ConfidentialVM" or "ConfidentialVMSupported")
        {
            yield return Finding.Warn(
                $"The image definition {name} has the security type {definition.SecurityType}; Image Builder requires "
                    + "source and target both to be TrustedLaunchSupported.",
                Cure.Setting("image.distribute.galleryImageId must be a definition with TrustedLaunchSupported"),
                ("securityType", definition.SecurityType)
            );
        }
        string[] regions = [.. distribute.ReplicationRegions];
        if (regions.Length > 0 && !regions.Any(region => Regions.Same(region, facts.Settings.Location)))
        {
            yield return Finding.Fail(
                $"image.distribute.replicationRegions ({string.Join(", ", regions)}) leaves out {facts.Settings.Location}, "
                    + "where the version is created.",
                Cure.Setting($"image.distribute.replicationRegions must include {facts.Settings.Location}"),
                ("replicationRegions", string.Join(", ", regions))
            );
        }

        Finding Other(string what, string evidence, string value) =>
            Finding.Fail(
                $"The image definition {name} {what}.",
                Cure.Setting("image.distribute.galleryImageId must be a definition that fits the image"),
                (evidence, value)
            );
    }

    private static bool Differ(string left, string right) => !left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
