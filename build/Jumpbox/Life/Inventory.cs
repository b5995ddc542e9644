using System.Globalization;
using Jumpbox.Cleaning;
using Jumpbox.Evidence;
using Jumpbox.Files;

namespace Jumpbox.Life;

/// <summary>All images that the account can see, with their users, and what runs an image that it should not.</summary>
public sealed record Inventory
{
    /// <summary>The file's name in the artifacts folder.</summary>
    public const string FileName = "inventory.json";

    /// <summary>The schema version of this program.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How: <c>Azure Resource Graph</c>, which is minutes behind, or <c>lists of each subscription</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The GUIDs of the subscriptions.</summary>
    public required IReadOnlyList<string> Subscriptions { get; init; }

    /// <summary>The images, the pipeline's first.</summary>
    public required IReadOnlyList<InventoryImage> Images { get; init; }

    /// <summary>What runs an image that is revoked, retired, too old or unknown.</summary>
    public required IReadOnlyList<InventoryConcern> Concerns { get; init; }

    /// <summary>What could not be read; then images and users may be missing.</summary>
    public required IReadOnlyList<string> Unread { get; init; }

    /// <summary>Creates it. Pure.</summary>
    /// <param name="sight">What was read.</param>
    /// <param name="maximumAge">The age of the build from which on an image is too old.</param>
    /// <param name="now">The time.</param>
    public static Inventory Of(InventorySight sight, TimeSpan maximumAge, DateTimeOffset now)
    {
        InventoryImage[] images =
        [
            .. sight
                .Images.OrderByDescending(image => image.IsOurs)
                .ThenBy(image => image.Id[..image.Id.LastIndexOf('/')], StringComparer.OrdinalIgnoreCase)
                .ThenByDescending(image => image.Number)
                .ThenBy(image => image.Id, StringComparer.OrdinalIgnoreCase)
                .Select(image => new InventoryImage(
                    image.Id,
                    image.IsOurs,
                    image.Stage.ToString().ToLowerInvariant(),
                    image.StageWord,
                    image.Built,
                    image.Packages,
                    image.Regions,
                    LatestIn(sight.Images, image),
                    [
                        .. sight
                            .Uses.Where(use => use.Needs(image.Id))
                            .Select(use => use.UserId)
                            .Distinct(StringComparer.OrdinalIgnoreCase)
                            .Order(StringComparer.OrdinalIgnoreCase),
                    ]
                )),
        ];
        return new Inventory
        {
            At = now,
            Source = sight.Source,
            Subscriptions = [.. sight.Subscriptions.Order(StringComparer.Ordinal)],
            Images = images,
            Concerns =
            [
                .. sight
                    .Uses.SelectMany(use => ConcernsOf(use, sight, maximumAge, now))
                    .Distinct()
                    .OrderBy(concern => concern.User, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(concern => concern.Image, StringComparer.OrdinalIgnoreCase),
            ],
            Unread = [.. sight.Unread.Distinct()],
        };
    }

    /// <summary>The table for the screen.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{"Image", -60} {"stage", -11} {"built", -10} {"packages", -16} {"latest in", -20} users";
        foreach (InventoryImage image in Images.Where(image => image.IsOurs || image.Users.Count > 0))
        {
            string name = string.Join(
                '/',
                image
                    .Id.Split('/')
                    .TakeLast(image.Id.Contains("/galleries/", StringComparison.OrdinalIgnoreCase) ? 5 : 1)
                    .Where((_, at) => at % 2 == 0)
            );
            yield return $"{(image.IsOurs ? name : $"{name} (not the pipeline's)"), -60} {image.Stage, -11} {Day(image.Built), -10} "
                + $"{image.Packages ?? "unknown", -16} {string.Join(",", image.LatestIn), -20} {image.Users.Count}";
        }
        foreach (InventoryConcern concern in Concerns)
        {
            yield return $"{concern.User} runs {concern.Image}: {concern.Why}.";
        }
        foreach (string unread in Unread)
        {
            yield return $"Not read: {unread}.";
        }
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Inventory ({Source}): subscriptions: {Subscriptions.Count}, images of this pipeline: {Images.Count(image => image.IsOurs)}, others: {Images.Count(image => !image.IsOurs)}, concerns: {Concerns.Count}."
        );
    }

    /// <summary>Writes <c>inventory.json</c> and <c>inventory.html</c>.</summary>
    /// <param name="folder">The artifacts folder.</param>
    public void WriteTo(string folder)
    {
        AtomicFile.Write(Path.Combine(folder, FileName), EvidenceJson.Write(this));
        AtomicFile.Write(
            Path.Combine(folder, "inventory.html"),
            Evidence.Report.ReportWriter.Page("inventory.html.liquid", this)
        );
    }

    private static IEnumerable<InventoryConcern> ConcernsOf(
        ImageUse use,
        InventorySight sight,
        TimeSpan maximumAge,
        DateTimeOffset now
    )
    {
        FoundImage[] needed = [.. sight.Images.Where(image => use.Needs(image.Id))];
        if (needed.Length == 0)
        {
            // A copy outlives its source, and lists keep the source's id.
            if (!use.IsCopy)
            {
                yield return new InventoryConcern(
                    use.UserId,
                    use.ImageId,
                    "unknown",
                    "the image no longer exists, or is not visible to this account"
                );
            }
            yield break;
        }
        if (needed.Length > 1)
        {
            yield return new InventoryConcern(
                use.UserId,
                use.ImageId,
                "unknown",
                $"it refers to the image definition, and Azure does not report which of {needed.Length} versions it runs"
            );
            yield break;
        }
        FoundImage image = needed[0];
        if (!image.IsOurs)
        {
            yield break;
        }
        if (image.Stage is ImageStage.Revoked or ImageStage.Retired or ImageStage.Withdrawn)
        {
            yield return new InventoryConcern(
                use.UserId,
                image.Id,
                image.Stage.ToString().ToLowerInvariant(),
                $"it is {image.StageWord}"
            );
        }
        else if (image.Stage == ImageStage.Unreleased && !use.IsCopy)
        {
            yield return new InventoryConcern(use.UserId, image.Id, "unreleased", "it is not released");
        }
        if (image.Built is not { } built)
        {
            yield return new InventoryConcern(use.UserId, image.Id, "unknown", "the age of the image is unknown");
        }
        else if (now - built > maximumAge)
        {
            yield return new InventoryConcern(
                use.UserId,
                image.Id,
                "old",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it was built {(now - built).TotalDays:F0} days ago; the limit is {maximumAge.TotalDays:F0}"
                )
            );
        }
    }

    private static string[] LatestIn(IReadOnlyList<FoundImage> images, FoundImage image) =>
        image.OfferedIn.Count == 0
            ? []
            :
            [
                .. LatestVersions
                    .ByRegion(images.Where(other => SameDefinition(other, image)))
                    .Where(region => region.Value == image)
                    .Select(region => region.Key),
            ];

    private static bool SameDefinition(FoundImage one, FoundImage other) =>
        one.Id[..one.Id.LastIndexOf('/')]
            .Equals(other.Id[..other.Id.LastIndexOf('/')], StringComparison.OrdinalIgnoreCase);

    private static string Day(DateTimeOffset? time) =>
        time is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "unknown";
}

/// <summary>What was read for an inventory.</summary>
/// <param name="Source">How it was read.</param>
/// <param name="Subscriptions">The GUIDs of the visible subscriptions.</param>
/// <param name="Images">All images, the pipeline's and others.</param>
/// <param name="Uses">All references to images.</param>
/// <param name="Unread">What could not be read.</param>
public sealed record InventorySight(
    string Source,
    IReadOnlyList<string> Subscriptions,
    IReadOnlyList<FoundImage> Images,
    IReadOnlyList<ImageUse> Uses,
    IReadOnlyList<string> Unread
);

/// <summary>An image of the inventory.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsOurs">Whether it is this pipeline's.</param>
/// <param name="Stage">Its stage: released, unreleased, withdrawn, retired, revoked, failed or changing.</param>
/// <param name="Details">The stage with its time and reason.</param>
/// <param name="Built">When its build began, or when it was created; null if unknown.</param>
/// <param name="Packages">The archive snapshot of its packages, as the lock pins it; null if unknown.</param>
/// <param name="Regions">Its regions.</param>
/// <param name="LatestIn">The regions in which it is the latest version.</param>
/// <param name="Users">The ids of what uses it.</param>
public sealed record InventoryImage(
    string Id,
    bool IsOurs,
    string Stage,
    string Details,
    DateTimeOffset? Built,
    string? Packages,
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> LatestIn,
    IReadOnlyList<string> Users
);

/// <summary>Something that runs an image that it should not.</summary>
/// <param name="User">Its id.</param>
/// <param name="Image">The image, or the reference to one that is unknown.</param>
/// <param name="Kind"><c>revoked</c>, <c>retired</c>, <c>withdrawn</c>, <c>unreleased</c>, <c>old</c> or <c>unknown</c>.</param>
/// <param name="Why">Why, as the end of a sentence.</param>
public sealed record InventoryConcern(string User, string Image, string Kind, string Why);
