using System.Globalization;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Life;

/// <summary>What Promote copies.</summary>
/// <param name="Source">The version to copy.</param>
/// <param name="Target">The id of the copy: the same number in the environment's image definition.</param>
/// <param name="Location">The home region of the copy.</param>
/// <param name="Regions">The regions of the copy.</param>
public sealed record PromotionPlan(FoundImage Source, ResourceId Target, string Location, IReadOnlyList<string> Regions)
{
    /// <summary>The disk encryption set of each region; none for platform-managed keys.</summary>
    public IReadOnlyDictionary<string, ResourceId> EncryptionSets { get; init; } = new Dictionary<string, ResourceId>();

    // Clocks may differ slightly.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The version that is promoted: the named one, or the last good released one, which has the highest number. Pure.
    /// </summary>
    /// <param name="images">The versions of the place to copy from.</param>
    /// <param name="target">The id or number; null for the last good released one.</param>
    /// <exception cref="LifeException">There is none.</exception>
    public static FoundImage Choose(IReadOnlyList<FoundImage> images, string? target) =>
        target is not null
            ? LifeTarget.Find(images, target)
            : images
                .Where(image => image is { IsOurs: true, Stage: ImageStage.Released, Number: not null })
                .MaxBy(image => image.Number)
                ?? throw new LifeException(
                    "There is no released version to promote: nothing was copied.",
                    "release one with --target=Release, or name one with --image=VERSION"
                );

    /// <summary>Decides, and refuses with every reason at once. Pure.</summary>
    /// <param name="sight">What was read.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="regions">The regions of the build, for an environment without its own.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="LifeException">It is refused; nothing was copied.</exception>
    public static PromotionPlan Of(
        PromotionSight sight,
        EnvironmentSettings environment,
        IReadOnlyList<string> regions,
        DateTimeOffset now
    )
    {
        FoundImage source = sight.Source;
        string[] wanted =
        [
            .. (environment.Regions.Count > 0 ? environment.Regions : regions)
                .Select(Naming.Regions.Normalise)
                .Distinct(),
        ];
        string? home = HomeOf(sight, wanted);
        string[] reasons =
        [
            .. OfSource(source),
            .. OfAge(source, environment, now),
            .. OfProof(sight, environment),
            .. OfPlace(sight, environment, wanted, home),
            .. OfEncryption(sight, environment, [.. wanted.Append(home).OfType<string>().Distinct()]),
            .. OfExisting(sight),
        ];
        return reasons.Length == 0
            ? new PromotionPlan(source, environment.GalleryImageId.Child("versions", source.Name), home!, wanted)
            {
                EncryptionSets = environment.EncryptionSets,
            }
            : throw new LifeException(
                $"{source.Id} cannot be promoted to {environment.Name}:\n  - {string.Join("\n  - ", reasons)}\nNothing was copied.",
                "resolve each of these, or name another version with --image=VERSION"
            );
    }

    private static IEnumerable<string> OfSource(FoundImage source)
    {
        if (!source.IsOurs)
        {
            yield return "it does not belong to this pipeline.";
        }
        else if (source.Stage != ImageStage.Released)
        {
            yield return $"it is {source.StageWord}; only a released version can be promoted.";
        }
        if (source.IsEncrypted)
        {
            yield return "it is encrypted with customer-managed keys, and Azure does not copy such a version: promote one without them.";
        }
    }

    private static IEnumerable<string> OfAge(FoundImage source, EnvironmentSettings environment, DateTimeOffset now)
    {
        if (source.Built is not { } start)
        {
            yield return $"its age is unknown: it has no tag {TagNames.Run}, and Azure does not report when it was created.";
        }
        else if (start > now + Slack)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"it was built on {start:u}, which is in the future: its age is unknown."
            );
        }
        else if (now - start > TimeSpan.FromDays(environment.MaximumAgeDays))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"it was built {(now - start).TotalDays:F1} days ago; the limit of {environment.Name} is {environment.MaximumAgeDays}."
            );
        }
    }

    private static IEnumerable<string> OfProof(PromotionSight sight, EnvironmentSettings environment)
    {
        if (environment.RequiresSignature && !sight.Identity.IsSigned)
        {
            yield return $"{environment.Name} requires its signed evidence: {sight.Identity.Text}. Download the artifacts of its build "
                + $"({sight.Source.Run ?? "unknown"}), or set environments.evidence.{environment.Name} to tags.";
        }
        foreach (string objection in sight.BaseObjections)
        {
            yield return $"{objection}.";
        }
    }

    private static IEnumerable<string> OfPlace(
        PromotionSight sight,
        EnvironmentSettings environment,
        string[] wanted,
        string? home
    )
    {
        if (sight.Tenant is { } tenant)
        {
            yield return tenant;
            yield break;
        }
        if (sight.To is not { } to)
        {
            yield return $"the image definition {environment.GalleryImageId} does not exist; create it with the features of the source.";
            yield break;
        }
        if (home is null)
        {
            yield return $"it is in {Words(sight.Source.Regions)}, and {environment.Name} is in {Words(wanted)}: Azure copies within "
                + "a region first. Add one of them to image.distribute.replicationRegions, or to the version.";
        }
        if (sight.From is not { } from)
        {
            yield return "its image definition could not be read.";
            yield break;
        }
        foreach (
            (string title, string found, string needed) in new[]
            {
                ("the OS type", from.OsType, to.OsType),
                ("the generation", from.Generation, to.Generation),
                ("the architecture", from.Architecture, to.Architecture),
            }
        )
        {
            if (!found.Equals(needed, StringComparison.OrdinalIgnoreCase))
            {
                yield return $"{title} of its image definition is {found}, but that of {environment.Name} is {needed}.";
            }
        }
    }

    private static IEnumerable<string> OfEncryption(
        PromotionSight sight,
        EnvironmentSettings environment,
        string[] regions
    )
    {
        bool encrypts = environment.EncryptionSets.Count > 0;
        string[] open = [.. regions.Where(region => encrypts && !environment.EncryptionSets.ContainsKey(region))];
        if (open.Length > 0)
        {
            yield return $"it would be in {Words(open)}, for which environments.encryptionSetIds.{environment.Name} has no disk "
                + "encryption set: Azure encrypts a version in every region or in none.";
        }
        if (sight.Existing is { } existing && existing.IsEncrypted != encrypts)
        {
            yield return $"{existing.Id} exists {(encrypts ? "without" : "with")} customer-managed keys, which Azure never changes: "
                + "promote another version, or change environments.encryptionSetIds.";
        }
    }

    private static IEnumerable<string> OfExisting(PromotionSight sight)
    {
        if (sight.Existing is not { } existing)
        {
            yield break;
        }
        if (
            !existing.IsOurs
            || !existing.IsOrCopies(sight.Source.Id)
            || !sight.Source.Id.Equals(existing.PromotedFrom, StringComparison.OrdinalIgnoreCase)
        )
        {
            yield return $"{existing.Id} exists and was not copied from it; a number is used once.";
        }
        else if (existing.Stage is ImageStage.Revoked or ImageStage.Retired or ImageStage.Withdrawn)
        {
            yield return $"its copy {existing.Id} is {existing.StageWord}.";
        }
    }

    // The source must be in the home region of the copy; the definition's region is the natural one.
    private static string? HomeOf(PromotionSight sight, string[] wanted)
    {
        if (sight.Existing is { Regions.Count: > 0 } && sight.ExistingLocation is { } known)
        {
            return Naming.Regions.Normalise(known);
        }
        string[] both = [.. wanted.Intersect(sight.Source.Regions.Select(Naming.Regions.Normalise))];
        string definition = Naming.Regions.Normalise(sight.To?.Location ?? "");
        return both.Contains(definition) ? definition : both.FirstOrDefault();
    }

    private static string Words(IReadOnlyList<string> regions) =>
        regions.Count == 0 ? "no region" : string.Join(", ", regions);
}

/// <summary>What was read for a promotion.</summary>
/// <param name="Source">The version to copy.</param>
/// <param name="Identity">What it was built from, and who says so.</param>
/// <param name="From">Its image definition; null if it could not be read.</param>
/// <param name="To">The environment's image definition; null if it does not exist.</param>
/// <param name="Existing">The version with its number in the environment; null if there is none.</param>
public sealed record PromotionSight(
    FoundImage Source,
    ImageIdentity Identity,
    GalleryDefinition? From,
    GalleryDefinition? To,
    FoundImage? Existing
)
{
    /// <summary>The home region of <see cref="Existing"/>.</summary>
    public string? ExistingLocation { get; init; }

    /// <summary>Why the environment's subscription cannot be copied to: another tenant, or not visible; null if it can.</summary>
    public string? Tenant { get; init; }

    /// <summary>Why the base image is not known to be good, each as a sentence without its full stop.</summary>
    public IReadOnlyList<string> BaseObjections { get; init; } = [];
}
