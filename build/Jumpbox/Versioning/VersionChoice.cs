using System.Globalization;
using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Versioning;

/// <summary>
/// Chooses the image that a content gets: the one that exists, the one that its template claims, or the next free one. A
/// number is used once: those of failed and of soft-deleted versions count as taken. Pure.
/// </summary>
/// <param name="settings">The settings.</param>
/// <param name="contentHash">The content's SHA-256 as hex.</param>
/// <param name="sight">What exists and is claimed.</param>
public sealed class VersionChoice(JumpboxSettings settings, string contentHash, VersionSight sight)
{
    private readonly Names _names = new(settings);
    private readonly DistributionSettings _distribute = settings.Image.Distribute;

    /// <summary>Chooses.</summary>
    /// <param name="day">The day of the run, in UTC.</param>
    /// <param name="force">Whether an existing image is not good enough.</param>
    /// <returns>The image, or why there is none.</returns>
    public (ChosenImage? Image, HandoverRefusal? Refusal) Of(DateOnly day, bool force)
    {
        if (_distribute.Kind == DistributionKind.Vhd)
        {
            return (new ChosenImage(null, "a VHD has no name of its own", false), null);
        }
        if (_distribute is { Kind: DistributionKind.Gallery, Versioning: VersioningKind.Fixed })
        {
            return (new ChosenImage(_names.Image(contentHash), "as image.distribute.galleryVersion says", false), null);
        }
        KnownVersion? existing = sight
            .Versions.Where(version => version.Is(_names.Owner, contentHash) && !version.IsLost)
            .OrderBy(version => version.Image.State == "Succeeded")
            .ThenBy(version => version.Number)
            .ThenBy(version => version.Image.Id.Name.Length)
            .ThenBy(version => version.Image.Id.Name, StringComparer.Ordinal)
            .LastOrDefault();
        VersionClaim? own = sight.Claims.FirstOrDefault(claim =>
            claim.Template == _names.Template(contentHash) && CouldBeOurs(claim.Image)
        );
        if (own is { IsBroken: false } && IsOpen(own) is { } reason && (!force || reason.Length == 0))
        {
            bool built = reason.Length > 0;
            return (new ChosenImage(own.Image, built ? reason : "its image template claims it", built), null);
        }
        if (existing is not null && !force)
        {
            return (
                new ChosenImage(existing.Image.Id, "it exists with the same content", true)
                {
                    Abandons = Abandoned(own, existing.Image.Id),
                },
                null
            );
        }
        (ChosenImage? next, HandoverRefusal? refusal) =
            _distribute.Kind == DistributionKind.Gallery ? NextVersion(day) : (NextImage(), null);
        return (next is null ? null : next with { Abandons = Abandoned(own, next.Id!) }, refusal);
    }

    // Empty if the claimed name is still free; a sentence if it has an image of this content; null if it is lost.
    private string? IsOpen(VersionClaim own)
    {
        KnownVersion? there = sight.Versions.FirstOrDefault(version => version.Image.Id == own.Image);
        bool isRival = sight.Claims.Any(other =>
            other.Template != own.Template && other.Image == own.Image && other.IsBefore(own)
        );
        return there is null
            ? isRival || sight.SoftDeleted.Contains(own.Image.Name, StringComparer.Ordinal)
                ? null
                : ""
            : there.Is(_names.Owner, contentHash) && !there.IsLost
                ? "it exists with the same content"
                : null;
    }

    private static ResourceId? Abandoned(VersionClaim? own, ResourceId chosen) =>
        own is { IsBroken: false } && own.Image != chosen ? own.Image : null;

    // A template that names any other image is no claim of the pipeline: it is compared, and refused by its differences.
    private bool CouldBeOurs(ResourceId image)
    {
        ResourceId first = _names.ManagedImage(contentHash);
        return _distribute.Kind == DistributionKind.Gallery
            ? image.Parent == _distribute.GalleryImageId && Number(image.Name) is not null
            : image == first
                || int.TryParse(
                    image.Name.Split('-')[^1],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out int number
                )
                    && image == _names.ManagedImage(contentHash, number);
    }

    // The first image of a content has no number; --force makes the next ones.
    private ChosenImage NextImage()
    {
        ResourceId first = _names.ManagedImage(contentHash);
        // A failed image is written again, and a foreign one is refused by its name.
        HashSet<ResourceId> taken =
        [
            .. sight
                .Versions.Where(version => version.Is(_names.Owner, contentHash) && !version.IsLost)
                .Select(version => version.Image.Id),
        ];
        ResourceId next = Enumerable
            .Range(1, int.MaxValue - 1)
            .Select(number => number == 1 ? first : _names.ManagedImage(contentHash, number))
            .First(id => !taken.Contains(id));
        return new ChosenImage(
            next,
            next == first ? "no image of this content exists" : "an image is never overwritten by another build",
            false
        );
    }

    private (ChosenImage?, HandoverRefusal?) NextVersion(DateOnly day)
    {
        ResourceId definition = _distribute.GalleryImageId!;
        Version[] existing = [.. sight.Versions.Select(version => version.Number).OfType<Version>()];
        Version[] taken =
        [
            .. existing,
            .. sight.SoftDeleted.Concat(Claimed.Select(id => id.Name)).Select(Number).OfType<Version>(),
        ];
        string scheme = _distribute.Versioning == VersioningKind.Date ? "date" : "semver";
        if (VersionNumbers.Next(_distribute.Versioning, _distribute.GalleryVersion, taken, day) is not { } next)
        {
            return (
                null,
                new HandoverRefusal(
                    $"The scheme {scheme} of image.distribute.versioning has no version left in {definition.Name}"
                        + (
                            scheme == "date"
                                ? string.Create(
                                    CultureInfo.InvariantCulture,
                                    $" on {day:yyyy-MM-dd}: it has 99 in a day."
                                )
                                : "."
                        ),
                    scheme == "date" ? "build again tomorrow" : "image.distribute.galleryVersion must be higher"
                )
            );
        }
        return existing.Max() is { } highest && highest > next
            ? (null, Misfit(definition, scheme, next, highest))
            : (
                new ChosenImage(
                    definition.Child("versions", VersionNumbers.NameOf(next)),
                    taken.Length == 0
                        ? $"the first one by the scheme {scheme}"
                        : $"the next one after {VersionNumbers.NameOf(taken.Max()!)} by the scheme {scheme}",
                    false
                ),
                null
            );
    }

    private static HandoverRefusal Misfit(ResourceId definition, string scheme, Version next, Version highest) =>
        new(
            $"The scheme {scheme} of image.distribute.versioning does not fit {definition.Name}: its next version would be "
                + $"{VersionNumbers.NameOf(next)}, but {VersionNumbers.NameOf(highest)} exists. The latest version is the numerically "
                + $"highest one, so {VersionNumbers.NameOf(next)} would never be the latest.",
            scheme == "semver"
                ? $"image.distribute.galleryVersion must be above {VersionNumbers.NameOf(highest)}, or "
                    + "image.distribute.galleryImageId must be another definition"
                : "image.distribute.galleryImageId must be another definition"
        );

    private IEnumerable<ResourceId> Claimed => sight.Claims.Select(claim => claim.Image);

    private static Version? Number(string name) => Version.TryParse(name, out Version? number) ? number : null;
}
