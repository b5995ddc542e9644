using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The version that the settings name is free, or is the image of this very content.</summary>
internal sealed class GalleryVersion : ICheck
{
    public string Id => "gallery-version";

    public string Title => "The gallery version is free";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.StandingImage];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        if (facts.Settings.Image.Distribute is not { Kind: DistributionKind.Gallery, GalleryVersion: { } number })
        {
            yield return Finding.Skipped("The image does not go to a gallery.");
            yield break;
        }
        if (!facts.StandingImage.Exists)
        {
            yield return Finding.Pass($"There is no version {number} yet.", ("version", number));
            yield break;
        }
        StandingImage image = facts.StandingImage.Value;
        if (facts.ContentHash is not { } hash)
        {
            yield return Finding.Unknown(
                $"{image.Title} exists; {image.Account}. The content that is asked for was not worked out."
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
