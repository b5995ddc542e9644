using System.Globalization;

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
            .. found
                .Where(thing => thing is { Kind: LeftOverKind.Image, Superfluous: null })
                .OrderByDescending(thing => thing.Since ?? DateTimeOffset.MaxValue)
                .Take(rules.Keep),
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

    private static string? Why(FoundThing thing, HashSet<FoundThing> kept, SweepRules rules) =>
        thing.Superfluous is { } reason ? reason
        : thing.Kind != LeftOverKind.Image || kept.Contains(thing) ? null
        : rules.Keep == 0 ? "none is kept"
        : $"{rules.Keep} newer ones are kept";

    private static LeftOver Judge(FoundThing thing, string why, SweepRules rules, DateTimeOffset now)
    {
        // A clock that was set back gives negative ages; they count as young.
        TimeSpan? age = thing.Since is { } since ? now - since : null;
        string? stays =
            thing.Held is { } holder ? holder
            : age is null ? "its age is unknown"
            : age < rules.OlderThan
                ? $"it is not older than {rules.OlderThan.TotalDays.ToString("0.##", CultureInfo.InvariantCulture)} days"
            : null;
        return new LeftOver(thing.Kind, thing.Id, why, age, Cost(thing, rules.Prices), stays);
    }

    private static string Cost(FoundThing thing, IReadOnlyDictionary<string, decimal> prices) =>
        thing.Kind switch
        {
            LeftOverKind.Image => Image(thing, prices),
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
        return prices.TryGetValue("imageGiBMonth", out decimal month)
            ? string.Create(CultureInfo.InvariantCulture, $"at most {month * size:F2} a month ({size} GiB)")
            : $"snapshot storage of at most {size} GiB";
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
);

/// <summary>The kind of a leftover.</summary>
public enum LeftOverKind
{
    /// <summary>An image template that other content superseded, or that Azure failed to create.</summary>
    Template,

    /// <summary>A staging group whose template no longer exists.</summary>
    StagingGroup,

    /// <summary>A role assignment with the pipeline's naming whose principal no longer exists.</summary>
    RoleAssignment,

    /// <summary>An image, or an image version of a gallery, beyond those that are kept.</summary>
    Image,
}

/// <summary>What a sweep may delete.</summary>
/// <param name="Keep">How many of the newest good images are kept.</param>
/// <param name="OlderThan">The minimum age.</param>
/// <param name="Prices">The user's price sheet: <c>imageGiBMonth</c> and <c>stagingMonth</c> are used.</param>
public sealed record SweepRules(int Keep, TimeSpan OlderThan, IReadOnlyDictionary<string, decimal> Prices);
