using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The configured version is free, or already contains the same content.</summary>
internal sealed class GalleryVersion : ICheck
{
    public string Id => "gallery-version";

    public string Title => "The gallery version is free";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.ExistingImage, FactName.Versions];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        if (facts.Settings.Image.Distribute is { Kind: DistributionKind.Gallery, Versioning: not VersioningKind.Fixed })
        {
            foreach (Finding finding in VersionOfScheme.Judge(facts))
            {
                yield return finding;
            }
            yield break;
        }
        if (facts.Settings.Image.Distribute is not { Kind: DistributionKind.Gallery, GalleryVersion: { } number })
        {
            yield return Finding.Skipped("The image is not distributed to a gallery.");
            yield break;
        }
        if (!facts.ExistingImage.Exists)
        {
            yield return Finding.Pass($"Version {number} does not exist yet.", ("version", number));
            yield break;
        }
        ExistingImage image = facts.ExistingImage.Value;
        if (facts.ContentHash is not { } hash)
        {
            yield return Finding.Unknown(
                $"{image.Title} exists; {image.Account}. The content to build has not been determined."
            );
            yield break;
        }
        HandoverRefusal? refusal = HandoverRules.Other(image, new Names(facts.Settings).Owner, hash);
        yield return refusal is null
            ? Finding.Pass($"{image.Title} is {image.State} with the same content.", ("version", number))
            : Finding.Fail(
                refusal.Message,
                Cure.Setting(refusal.Cure),
                ("version", number),
                ("contentHash", image.ContentHash ?? ""),
                ("wanted", hash),
                ("released", image.Released ?? "")
            );
    }
}
