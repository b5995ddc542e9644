using System.Globalization;
using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Jumpbox.Life;

/// <summary>Decides which version the settings promote to an environment by themselves. Pure.</summary>
public static class PromotionPolicy
{
    /// <summary>The environments with a policy, each after the one that its versions come from.</summary>
    /// <param name="environments">All environments.</param>
    public static IReadOnlyList<EnvironmentSettings> Order(IReadOnlyList<EnvironmentSettings> environments)
    {
        int Depth(EnvironmentSettings one) =>
            environments.FirstOrDefault(other => other.Name == one.From) is { } source ? Depth(source) + 1 : 0;
        return
        [
            .. environments
                .Where(one => one.PromoteAfterDays is not null)
                .OrderBy(Depth)
                .ThenBy(one => one.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The version that is due: the highest that was released long enough ago, if the environment has none as high.</summary>
    /// <param name="environment">The environment, with a policy.</param>
    /// <param name="source">The versions where it comes from.</param>
    /// <param name="target">The versions of the environment.</param>
    /// <param name="now">The time.</param>
    public static DuePromotion Of(
        EnvironmentSettings environment,
        IReadOnlyList<FoundImage> source,
        IReadOnlyList<FoundImage> target,
        DateTimeOffset now
    )
    {
        FoundImage[] released =
        [
            .. source.Where(image => image is { IsOurs: true, Stage: ImageStage.Released, Number: not null }),
        ];
        TimeSpan wait = TimeSpan.FromDays(environment.PromoteAfterDays!.Value);
        FoundImage? due = released
            .Where(image => Released(image) is { } since && now - since >= wait)
            .MaxBy(image => image.Number);
        if (due is null)
        {
            FoundImage? next = released.MaxBy(image => image.Number);
            return new DuePromotion(
                null,
                next is null ? "no version is released where it comes from"
                    : Released(next) is { } since
                        ? string.Create(
                            CultureInfo.InvariantCulture,
                            $"{next.Name} was released on {since:yyyy-MM-dd}, and {environment.Name} waits {wait.TotalDays:0} days"
                        )
                    : $"when {next.Name} was released is unknown"
            );
        }
        // An interrupted copy is continued.
        FoundImage? last = target
            .Where(image => image is { IsOurs: true, Number: not null })
            .Where(image =>
                image.Number != due.Number
                || image.Stage is not (ImageStage.Unreleased or ImageStage.Changing or ImageStage.Failed)
            )
            .MaxBy(image => image.Number);
        // A version that was withdrawn or revoked there is not promoted again, and none below it.
        return last is not null && last.Number!.CompareTo(due.Number) >= 0
            ? new DuePromotion(null, $"it already has {last.Name}, which is {last.StageWord}")
            : new DuePromotion(due, $"{due.Name} is due");
    }

    private static DateTimeOffset? Released(FoundImage image) =>
        DateTimeOffset.TryParse(
            image.Released,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset since
        )
            ? since
            : null;
}

/// <summary>What the policy of an environment says.</summary>
/// <param name="Version">The version to promote; null for none.</param>
/// <param name="Reason">Why, as a clause.</param>
public sealed record DuePromotion(FoundImage? Version, string Reason);
