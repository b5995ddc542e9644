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
        GalleryDefinition definition = facts.Gallery.Exists ? facts.Gallery.Value : ToCreate(facts, id);
        bool clean = true;
        foreach (Finding finding in Mismatches(facts, definition))
        {
            clean = false;
            yield return finding;
        }
        if (clean)
        {
            yield return Finding.Pass(
                facts.Gallery.Exists
                    ? $"The image definition {id.Name} accepts the image."
                    : $"The image definition {id.Name} does not exist; the target Identity creates it, and its gallery if that is missing.",
                ("generation", definition.Generation),
                ("architecture", definition.Architecture)
            );
        }
    }

    private static GalleryDefinition ToCreate(Facts facts, ResourceId id)
    {
        DefinitionSettings wanted = facts.Settings.Gallery.Definition;
        return new GalleryDefinition(
            id,
            "Linux",
            wanted.Generation,
            facts.Settings.Image.Architecture == "arm64" ? "Arm64" : "x64",
            wanted.SecurityType == "Standard" ? null : wanted.SecurityType
        )
        {
            Location = facts.Settings.Location,
            Features = DefinitionFeatures.Of(wanted).ToDictionary(feature => feature.Name, feature => feature.Value),
        };
    }

    private static IEnumerable<Finding> Mismatches(Facts facts, GalleryDefinition definition)
    {
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
        if (
            facts.BaseImage is { State: ReadingState.Present, Value.SecurityType: { } source }
            && Differ(source, definition.SecurityType ?? "Standard")
        )
        {
            yield return Other(
                $"has the security type {definition.SecurityType ?? "Standard"}, but the definition of image.base.imageId has {source}",
                "securityType",
                definition.SecurityType ?? "Standard"
            );
        }
        foreach (Finding finding in Features(facts, definition).Concat(DefinitionRegions.Judge(facts, definition)))
        {
            yield return finding;
        }

        Finding Other(string what, string evidence, string value) =>
            Finding.Fail(
                $"The image definition {name} {what}.",
                Cure.Setting("image.distribute.galleryImageId must be a definition that fits the image"),
                (evidence, value)
            );
    }

    // An existing definition is never changed: Azure allows it for few properties, and others use it, too.
    private static IEnumerable<Finding> Features(Facts facts, GalleryDefinition definition)
    {
        foreach ((string name, string value) in DefinitionFeatures.Of(facts.Settings.Gallery.Definition))
        {
            string? found = definition.Features.GetValueOrDefault(name);
            if (name != DefinitionFeatures.SecurityType && !value.Equals(found, StringComparison.OrdinalIgnoreCase))
            {
                yield return Finding.Warn(
                    $"The settings specify {name} = {value}, but the existing image definition {definition.Id.Name} has "
                        + $"{found ?? "no such feature"}; it is not changed.",
                    Cure.Setting(
                        "image.distribute.galleryImageId must be a new definition, or gallery.definition must fit the existing one"
                    ),
                    ("feature", name)
                );
            }
        }
        if (definition.EndOfLife is { } end && end <= facts.Now)
        {
            yield return Finding.Warn(
                $"The life of the image definition {definition.Id.Name} ended on {end:yyyy-MM-dd}.",
                Cure.Setting(
                    "image.distribute.galleryImageId must be another definition, or its owner must set a later date"
                ),
                ("endOfLife", end.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            );
        }
    }

    private static bool Differ(string left, string right) => !left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
