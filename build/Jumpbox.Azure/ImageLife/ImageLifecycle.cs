using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Boundaries;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageLife;

/// <summary>
/// Takes images out of use: Rollback, Retire, Revoke. The same command continues an interrupted run. The changes come
/// first; who still runs the image is read afterwards.
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="settings">The settings.</param>
/// <param name="say">Receives a line for each change and each user.</param>
public sealed class ImageLifecycle(AzureSession azure, JumpboxSettings settings, Action<string> say)
{
    // Azure refuses an end of life in the past, by its own clock.
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(10);
    private const int LongestTag = 256;

    private readonly PlaceReading _places = new(azure, settings);
    private readonly VersionMarks _marks = new(azure, settings);

    /// <summary>Makes the last good released version, or a named one, the latest again.</summary>
    /// <param name="environment">The environment; null for the gallery of the build.</param>
    /// <param name="image">The id or number of the version; null for the last good one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="LifeException">It is refused; nothing was changed.</exception>
    /// <exception cref="AzureFailure">Something could not be read or changed; run it again to continue.</exception>
    /// <returns>The record, and the version that is the latest now.</returns>
    public async Task<(LifeRecord Record, FoundImage Latest)> RollBackAsync(
        string? environment,
        string? image,
        CancellationToken cancellationToken
    )
    {
        LifePlace place = PlaceOf(environment);
        if (place.Definition is null)
        {
            throw new LifeException(
                "Managed images and VHDs have no latest version: there is nothing to roll back.",
                "deploy machines from the image of an earlier release, and revoke the bad one with --target=Revoke"
            );
        }
        RollbackPlan plan = RollbackPlan.Of(await _places.ReadAsync(place, cancellationToken), image);
        DateTimeOffset now = azure.Options.Time.GetUtcNow();
        foreach (FoundImage bad in plan.Withdrawn)
        {
            await _marks.MarkAsync(
                bad,
                new Dictionary<string, string> { [TagNames.Withdrawn] = TagNames.TimeOf(now) },
                cancellationToken
            );
        }
        if (plan.ChangesTarget)
        {
            await _marks.UnmarkAsync(plan.Target, TagNames.Withdrawn, cancellationToken);
            await _marks.IncludeAsync(plan.Target, cancellationToken);
        }
        foreach (FoundImage bad in plan.Excluded)
        {
            await _marks.ExcludeAsync(bad, cancellationToken);
            say($"{bad.Name} is excluded from latest.");
        }
        say(
            plan.IsEmpty
                ? $"{plan.Target.Id} is already the latest: nothing was changed. To go back further, name a version with --image."
                : $"{plan.Target.Id} is the latest again, released on {plan.Target.Released}."
        );
        Say(plan.After);
        // Also after a second run: those that were withdrawn before are what someone may still run.
        FoundImage[] affected =
        [
            .. (await _places.ReadAsync(place, cancellationToken)).Where(one =>
                one.IsOurs && one.Number > plan.Target.Number && one.Stage is ImageStage.Withdrawn or ImageStage.Revoked
            ),
        ];
        return (await RecordAsync("rollback", plan.Target, affected, null, now, cancellationToken), plan.Target);
    }

    /// <summary>Ends the life of an image.</summary>
    /// <param name="environment">The environment; null for the gallery of the build.</param>
    /// <param name="image">Its id or name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="LifeException">It is refused; nothing was changed.</exception>
    /// <exception cref="AzureFailure">Something could not be read or changed; run it again to continue.</exception>
    public async Task<LifeRecord> RetireAsync(string? environment, string image, CancellationToken cancellationToken)
    {
        DateTimeOffset now = azure.Options.Time.GetUtcNow();
        IReadOnlyList<FoundImage> images = await _places.ReadAsync(PlaceOf(environment), cancellationToken);
        RetirementPlan plan = RetirementPlan.Of(images, image, settings.Retention.Retired, now);
        if (plan.Image.Retired is null)
        {
            await _marks.MarkAsync(
                plan.Image,
                new Dictionary<string, string> { [TagNames.Retired] = TagNames.TimeOf(now) },
                cancellationToken
            );
        }
        await _marks.ExcludeAsync(plan.Image, cancellationToken, plan.EndOfLife);
        say(
            $"{plan.Image.Id} is retired: its life ends on {plan.EndOfLife:yyyy-MM-dd}; Sweep deletes it afterwards if unused."
        );
        Say(plan.After);
        return await RecordAsync("retirement", plan.Image, [plan.Image], null, now, cancellationToken);
    }

    /// <summary>Revokes a release and its promoted copies permanently.</summary>
    /// <param name="environment">The environment that <paramref name="image"/> is in; null for the gallery of the build.</param>
    /// <param name="image">Its id or name.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="LifeException">It is refused; nothing was changed.</exception>
    /// <exception cref="AzureFailure">Something could not be read or changed; run it again to continue.</exception>
    public async Task<LifeRecord> RevokeAsync(
        string? environment,
        string image,
        string reason,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset now = azure.Options.Time.GetUtcNow();
        LifePlace named = PlaceOf(environment);
        Dictionary<string, IReadOnlyList<FoundImage>> places = [];
        foreach (LifePlace place in LifePlace.Of(settings))
        {
            places[place.Name] = await _places.ReadAsync(place, cancellationToken);
        }
        RevocationPlan plan = RevocationPlan.Of(places, named.Name, image);
        string why = PlainText.Line(reason);
        string by = (await azure.SignInAsync(cancellationToken)).Name;
        Dictionary<string, string> marks = new()
        {
            [TagNames.Revoked] = TagNames.TimeOf(now),
            [TagNames.RevokedBy] = Tag(by),
            [TagNames.RevokedBecause] = Tag(why),
        };
        // The mark first: from then on no gate releases it, whatever else could not be done.
        foreach (FoundImage one in plan.Images.Where(one => one.Revoked is null))
        {
            await _marks.MarkAsync(one, marks, cancellationToken);
        }
        foreach (FoundImage one in plan.Images)
        {
            DateTimeOffset end = now + Soonest;
            bool ended = one.EndOfLife is { } known && known <= end;
            await _marks.ExcludeAsync(one, cancellationToken, ended ? null : end);
            await _marks.UnmarkAsync(one, TagNames.Released, cancellationToken);
            if (one.Revoked is null)
            {
                // A change of the version that was read before the mark writes the older tags back.
                await _marks.MarkAsync(one, marks, cancellationToken);
            }
            say($"{one.Id} is revoked: {one.RevokedBecause ?? why}.");
        }
        foreach (IReadOnlyDictionary<string, FoundImage?> after in plan.After.Values)
        {
            Say(after);
        }
        return await RecordAsync(LifeRecord.Revocation, plan.Images[0], plan.Images, why, now, cancellationToken);
    }

    private static string Tag(string text) => text.Length <= LongestTag ? text : text[..(LongestTag - 1)] + "…";

    private LifePlace PlaceOf(string? environment) =>
        LifePlace.Find(settings, environment)
        ?? throw new LifeException(
            $"There is no environment {environment} in the settings.",
            $"use one of {string.Join(", ", settings.Environments.Select(one => one.Name).Prepend(LifePlace.Build))}"
        );

    private void Say(IReadOnlyDictionary<string, FoundImage?> after)
    {
        foreach (string line in LatestVersions.Lines(after))
        {
            say(line);
        }
    }

    private async Task<LifeRecord> RecordAsync(
        string action,
        FoundImage image,
        IReadOnlyList<FoundImage> affected,
        string? reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        ImageUses uses =
            affected.Count > 0
                ? await new ImageUseReading(azure, settings).ReadAsync(cancellationToken)
                : new ImageUses([], []);
        LifeRecordImage[] found =
        [
            .. affected.Select(one => new LifeRecordImage(one.Id, one.ContentHash, one.Run, uses.UsersOf(one.Id))),
        ];
        foreach (LifeRecordImage one in found)
        {
            foreach (string user in one.Users)
            {
                say($"{user} still uses {one.Id}.");
            }
        }
        foreach (string unread in uses.Unread)
        {
            say($"Users may be missing: {unread}.");
        }
        return new LifeRecord
        {
            Action = action,
            At = now,
            By = (await azure.SignInAsync(cancellationToken)).Name,
            Reason = reason,
            Image = image.Id,
            Affected = found,
            Unread = uses.Unread,
        };
    }
}
