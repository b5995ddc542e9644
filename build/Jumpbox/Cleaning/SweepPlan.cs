using System.Globalization;
using Jumpbox.Settings;

namespace Jumpbox.Cleaning;

/// <summary>Decides which of the pipeline's resources are leftovers, and which of those a sweep may delete. Pure.</summary>
public static class SweepPlan
{
    /// <summary>Returns the leftovers, oldest first within each kind.</summary>
    /// <param name="found">All resources of the pipeline.</param>
    /// <param name="rules">What may be deleted.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<LeftOver> Of(IReadOnlyList<FoundThing> found, SweepRules rules, DateTimeOffset now)
    {
        HashSet<FoundThing> kept =
        [
            .. Newest(found.Where(thing => !IsReleased(thing)), rules.Keep),
            .. Newest(found.Where(IsReleased), rules.KeepReleased),
        ];
        return
        [
            .. found
                .Where(thing => Why(thing, kept, rules) is not null)
                .OrderBy(thing => thing.Kind)
                .ThenBy(thing => thing.Since ?? DateTimeOffset.MaxValue)
                .ThenBy(thing => thing.Id, StringComparer.Ordinal)
                .Select(thing => Judge(thing, Why(thing, kept, rules)!, rules, now)),
        ];
    }

    /// <summary>The storage of images in one line; null without images.</summary>
    /// <param name="found">All resources of the pipeline.</param>
    /// <param name="prices">The user's price sheet.</param>
    public static string? Storage(IReadOnlyList<FoundThing> found, IReadOnlyDictionary<string, decimal> prices)
    {
        FoundThing[] images = [.. found.Where(thing => thing.Kind == LeftOverKind.Image)];
        if (images.Length == 0)
        {
            return null;
        }
        long known = images.Sum(image => (image.SizeGiB ?? 0) * image.Copies);
        int unknown = images.Count(image => image.SizeGiB is null);
        string money =
            prices.TryGetValue("imageGiBMonth", out decimal month) && known > 0
                ? string.Create(CultureInfo.InvariantCulture, $", at most {month * known:F2} a month")
                : "";
        return $"Images: {images.Length} in {images.Sum(image => image.Copies)} copies"
            + (known > 0 ? $", at most {known} GiB of storage{money}" : "")
            + (unknown > 0 ? $", the size of {unknown} unknown." : ".");
    }

    private static IEnumerable<FoundThing> Newest(IEnumerable<FoundThing> things, int count) =>
        things
            .Where(thing => thing is { Kind: LeftOverKind.Image, Superfluous: null })
            .OrderByDescending(thing => thing.Since ?? DateTimeOffset.MaxValue)
            .Take(count);

    private static bool IsReleased(FoundThing thing) => thing.Stage is ImageStage.Released or ImageStage.Withdrawn;

    private static string? Why(FoundThing thing, HashSet<FoundThing> kept, SweepRules rules)
    {
        if (thing.Superfluous is { } reason)
        {
            return reason;
        }
        if (thing.Kind != LeftOverKind.Image || kept.Contains(thing))
        {
            return null;
        }
        return (IsReleased(thing), rules.Keep) switch
        {
            (true, _) => $"{rules.KeepReleased} newer released ones are kept",
            (_, 0) => "none is kept",
            _ => $"{rules.Keep} newer ones are kept",
        };
    }

    private static LeftOver Judge(FoundThing thing, string why, SweepRules rules, DateTimeOffset now)
    {
        // A clock that was set back gives negative ages; they count as young.
        TimeSpan? age = thing.Since is { } since ? now - since : null;
        TimeSpan limit = rules.LimitOf(thing.Stage);
        TimeSpan? inStage = (thing.StageSince ?? (thing.Stage is null ? thing.Since : null)) is { } start
            ? now - start
            : null;
        string days = limit.TotalDays.ToString("0.##", CultureInfo.InvariantCulture);
        string? stays =
            thing.Held is { } holder ? holder
            : inStage is null ? "its age is unknown"
            : inStage >= limit ? null
            : thing.Stage is ImageStage.Retired or ImageStage.Revoked
                ? $"it was {(thing.Stage == ImageStage.Retired ? "retired" : "revoked")} less than {days} days ago"
            : $"it is not older than {days} days";
        return new LeftOver(thing.Kind, thing.Id, why, age, Cost(thing, rules.Prices), stays);
    }

    private static string Cost(FoundThing thing, IReadOnlyDictionary<string, decimal> prices) =>
        thing.Kind switch
        {
            LeftOverKind.Image => Image(thing, prices),
            LeftOverKind.Probe => thing.Id.Contains("/containerGroups/", StringComparison.OrdinalIgnoreCase)
                ? "nothing once its container has ended, but it takes an address of the subnet"
                : "a VM with its disk, which runs until it is deleted",
            LeftOverKind.RoleAssignment => "costs nothing, but counts towards the limit of role assignments",
            _ => prices.TryGetValue("stagingMonth", out decimal month)
                ? string.Create(CultureInfo.InvariantCulture, $"about {month:F2} a month")
                : "its storage account with logs; after a failed build possibly also a VM",
        };

    private static string Image(FoundThing thing, IReadOnlyDictionary<string, decimal> prices)
    {
        if (thing.SizeGiB is not { } size)
        {
            return "snapshot storage";
        }
        string copies = thing.Copies == 1 ? "" : $" × {thing.Copies} copies";
        return prices.TryGetValue("imageGiBMonth", out decimal month)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"at most {month * size * thing.Copies:F2} a month ({size} GiB{copies})"
            )
            : $"snapshot storage of at most {size} GiB{copies}";
    }
}

/// <summary>A resource of the pipeline that exists in the cloud.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Since">When it was created; null if the cloud does not report it.</param>
/// <param name="Superfluous">
/// Why it is no longer needed; null when it is needed. Images without such a reason are limited by number.
/// </param>
/// <param name="Held">What uses or changes it; null when nothing does.</param>
/// <param name="SizeGiB">Its maximum storage in GiB; null if unknown.</param>
public sealed record FoundThing(
    LeftOverKind Kind,
    string Id,
    DateTimeOffset? Since,
    string? Superfluous,
    string? Held,
    long? SizeGiB = null
)
{
    /// <summary>Where an image is in its life; null for other resources.</summary>
    public ImageStage? Stage { get; init; }

    /// <summary>When that stage began; null if unknown.</summary>
    public DateTimeOffset? StageSince { get; init; }

    /// <summary>How many copies of an image are stored.</summary>
    public int Copies { get; init; } = 1;
}

/// <summary>The kind of a leftover.</summary>
public enum LeftOverKind
{
    /// <summary>An image template that other content superseded, or that Azure failed to create.</summary>
    Template,

    /// <summary>A staging group whose template no longer exists.</summary>
    StagingGroup,

    /// <summary>A role assignment with the pipeline's naming whose principal no longer exists.</summary>
    RoleAssignment,

    /// <summary>The container group or the machine of a probe whose run was killed.</summary>
    Probe,

    /// <summary>An image, or an image version of a gallery, beyond those that are kept.</summary>
    Image,
}

/// <summary>What a sweep may delete.</summary>
/// <param name="Keep">How many of the newest good unreleased images are kept.</param>
/// <param name="OlderThan">The minimum age.</param>
/// <param name="Prices">The user's price sheet: <c>imageGiBMonth</c> and <c>stagingMonth</c> are used.</param>
public sealed record SweepRules(int Keep, TimeSpan OlderThan, IReadOnlyDictionary<string, decimal> Prices)
{
    /// <summary>How long images are kept.</summary>
    public RetentionSettings Retention { get; init; } = RetentionSettings.Default;

    /// <summary>Whether <see cref="OlderThan"/> is also the limit of failed and unreleased images.</summary>
    public bool IsForImages { get; init; } = true;

    /// <summary>How many of the newest released images are kept.</summary>
    public int KeepReleased => Retention.KeepReleased;

    /// <summary>The minimum age, or time since the end of its use, of what is deleted.</summary>
    /// <param name="stage">The stage of an image; null for other resources.</param>
    public TimeSpan LimitOf(ImageStage? stage) =>
        stage switch
        {
            ImageStage.Failed when !IsForImages => Retention.Failed,
            ImageStage.Unreleased when !IsForImages => Retention.Unreleased,
            ImageStage.Released or ImageStage.Withdrawn => Retention.Released,
            ImageStage.Retired or ImageStage.Revoked => Retention.Retired,
            _ => OlderThan,
        };
}
