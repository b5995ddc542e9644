using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>
/// Finds all images of the pipeline, in the gallery of the build and of every environment, with their users, and deletes those
/// without any.
/// </summary>
internal sealed class SweptImages(AzureSession azure, JumpboxSettings settings)
{
    private static readonly TimeSpan StillTrue = TimeSpan.FromMinutes(1);

    private readonly PlaceReading _places = new(azure, settings);

    public async Task<IReadOnlyList<FoundThing>> ReadAsync(string contentHash, CancellationToken cancellationToken)
    {
        List<IReadOnlyList<FoundImage>> places = [];
        foreach (LifePlace place in LifePlace.Of(settings))
        {
            places.Add(await _places.ReadAsync(place, cancellationToken));
        }
        // Listed by Azure Resource Manager: Resource Graph lags, and a machine of a minute ago is a user.
        ImageUses uses = places.Any(images => images.Any(image => image.IsOurs))
            ? await new ImageUseReading(azure, settings).ReadAsync(cancellationToken)
            : new ImageUses([], []);
        DateTimeOffset now = azure.Options.Time.GetUtcNow();
        return [.. places.SelectMany(images => ImageRetention.Of(images, uses, WantedOf(images, contentHash), now))];
    }

    /// <summary>
    /// Deletes unused images. Everything is read and judged again before a deletion, unless that was done in the last minute,
    /// and each image right before its own, because it may have been released or used meanwhile.
    /// </summary>
    public async Task RemoveAsync(
        Removal removal,
        IReadOnlyList<LeftOver> leftOvers,
        SweepRules rules,
        DateTimeOffset moment,
        string contentHash,
        CancellationToken cancellationToken
    )
    {
        Judgement? latest = null;
        foreach (LeftOver leftOver in leftOvers)
        {
            // Azure takes minutes for a deletion, and a machine may start from the next image meanwhile.
            Judgement judgement =
                latest is { } known && (azure.Options.Time.GetUtcNow() - known.At).Duration() < StillTrue
                    ? known
                    : await JudgeAsync(rules, moment, contentHash, cancellationToken);
            latest = judgement;
            if (!judgement.Found.TryGetValue(leftOver.Id, out FoundThing? image))
            {
                continue;
            }
            string? needed = judgement.Judged.TryGetValue(leftOver.Id, out LeftOver? still)
                ? still.Stays
                : image.Held ?? "it is among those that are kept now";
            if (needed is not null)
            {
                removal.Leave(leftOver.Id, needed);
            }
            else
            {
                await RemoveAsync(removal, ResourceId.Parse(leftOver.Id), image, cancellationToken);
            }
        }
    }

    private async Task<Judgement> JudgeAsync(
        SweepRules rules,
        DateTimeOffset moment,
        string contentHash,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset at = azure.Options.Time.GetUtcNow();
        IReadOnlyList<FoundThing> found = await ReadAsync(contentHash, cancellationToken);
        return new Judgement(
            at,
            found
                .DistinctBy(image => image.Id, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(image => image.Id, StringComparer.OrdinalIgnoreCase),
            SweepPlan
                .Of(found, rules, moment)
                .DistinctBy(image => image.Id, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(image => image.Id, StringComparer.OrdinalIgnoreCase)
        );
    }

    // The newest of the images that were built from this content: --force builds more than one.
    private static string? WantedOf(IReadOnlyList<FoundImage> images, string contentHash) =>
        images
            .Where(image =>
                image is { IsOurs: true, IsGood: true, PromotedFrom: null } && image.ContentHash == contentHash
            )
            .OrderBy(image => image.Number)
            .ThenBy(image => image.Since)
            .LastOrDefault()
            ?.Id;

    private async Task RemoveAsync(
        Removal removal,
        ResourceId id,
        FoundThing judged,
        CancellationToken cancellationToken
    )
    {
        bool managed = id.IsOfType(Images.Type);
        FoundImage? seen = null;
        if (
            await removal.TryAsync(
                id.ToString(),
                async () => (seen = await _places.ReadAsync(id, cancellationToken)) is not null
            )
            is not true
        )
        {
            // It no longer exists, or the reason is recorded.
            return;
        }
        string? reason =
            seen!.Stage != judged.Stage
                ? $"it is {seen.StageWord} since it was listed"
                : await removal.TryAsync(id.ToString(), () => LatestInAsync(seen, cancellationToken));
        if (reason is not "")
        {
            // Null: what is the latest could not be read, and the reason is recorded.
            if (reason is not null)
            {
                removal.Leave(id.ToString(), reason);
            }
            return;
        }
        await removal.RemoveAsync(
            id.ToString(),
            managed ? ApiVersions.Compute : ApiVersions.Galleries,
            () =>
                managed
                    ? azure.Images.DeleteAsync(id, cancellationToken)
                    : azure.GalleryVersions.DeleteAsync(id, cancellationToken),
            cancellationToken
        );
    }

    // It may have become the latest, because someone has excluded a higher one since. Empty if it is not.
    private async Task<string> LatestInAsync(FoundImage image, CancellationToken cancellationToken)
    {
        if (image.OfferedIn.Count == 0)
        {
            return "";
        }
        ResourceId definition = ResourceId.Parse(image.Id).Parent!;
        string[] regions =
        [
            .. LatestVersions
                .ByRegion(await _places.ReadAsync(new LifePlace("", definition), cancellationToken))
                .Where(region => region.Value.Id.Equals(image.Id, StringComparison.OrdinalIgnoreCase))
                .Select(region => region.Key),
        ];
        return regions.Length == 0 ? "" : $"it is the latest version in {string.Join(", ", regions)} now";
    }

    private sealed record Judgement(
        DateTimeOffset At,
        IReadOnlyDictionary<string, FoundThing> Found,
        IReadOnlyDictionary<string, LeftOver> Judged
    );
}
