using System.Globalization;
using Jumpbox.Handover;
using Jumpbox.Versioning;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The part of <see cref="GalleryVersion"/> for versions that a scheme chooses.</summary>
internal static class VersionOfScheme
{
    // Source: Azure Compute Gallery, "limits": versions of a subscription in a region. Those of other definitions are not
    // counted, so this is a lower bound.
    private const int MostVersions = 10_000;

    public static IEnumerable<Finding> Judge(Facts facts)
    {
        if (!facts.Versions.Exists)
        {
            yield return Finding.Unknown($"{facts.Versions.Source}: nothing is known about them.");
            yield break;
        }
        VersionSight sight = facts.Versions.Value;
        if (sight.Versions.Count >= MostVersions)
        {
            yield return Finding.Fail(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The image definition has {sight.Versions.Count} versions, and Azure allows {MostVersions} in a region of a subscription."
                ),
                Cure.Command("./build.sh --target=Sweep"),
                ("versions", sight.Versions.Count.ToString(CultureInfo.InvariantCulture))
            );
        }
        if (facts.ContentHash is not { } hash)
        {
            yield return Finding.Unknown("The content to build has not been determined, so its version is unknown.");
            yield break;
        }
        (ChosenImage? image, HandoverRefusal? refusal) = new VersionChoice(facts.Settings, hash, sight).Of(
            DateOnly.FromDateTime(facts.Now.UtcDateTime),
            force: false
        );
        if (image is null)
        {
            yield return Finding.Fail(refusal!.Message, Cure.Setting(refusal.Cure));
            yield break;
        }
        yield return Finding.Pass($"{image.Title}: {image.Reason}.", ("version", image.Id!.Name));
        if (sight.Unread is { } unread)
        {
            yield return Finding.Warn(
                $"The soft-deleted versions could not be listed ({unread}); if the gallery has soft delete, the number may be "
                    + "taken.",
                Cure.ByHand(
                    "Grant the signed-in account Microsoft.Compute/galleries/softDeletedArtifactTypes/artifacts/versions/read "
                        + "at the gallery."
                ),
                ("unread", unread)
            );
        }
    }
}
