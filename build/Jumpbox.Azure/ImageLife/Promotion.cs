using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageLife;

/// <summary>
/// Copies a released version to an environment: the same image, not another build. An interrupted copy is continued.
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="settings">The settings.</param>
/// <param name="say">Receives the progress.</param>
public sealed class Promotion(AzureSession azure, JumpboxSettings settings, Action<string> say)
{
    private readonly PlaceReading _places = new(azure, settings);

    /// <summary>The version that would be promoted.</summary>
    /// <param name="environment">The environment to copy to.</param>
    /// <param name="image">The id or number; null for the last good released one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="LifeException">There is none.</exception>
    /// <exception cref="AzureFailure">The versions could not be listed.</exception>
    public async Task<FoundImage> ChooseAsync(string environment, string? image, CancellationToken cancellationToken)
    {
        LifePlace from = LifePlace.Find(settings, Find(environment).From)!;
        return PromotionPlan.Choose(await _places.ReadAsync(from, cancellationToken), image);
    }

    /// <summary>The version that the environment's own policy promotes now.</summary>
    /// <param name="environment">An environment with a policy.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">The versions could not be listed.</exception>
    public async Task<DuePromotion> DueAsync(EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundImage>[] places = await Task.WhenAll(
            _places.ReadAsync(LifePlace.Find(settings, environment.From)!, cancellationToken),
            _places.ReadAsync(LifePlace.Find(settings, environment.Name)!, cancellationToken)
        );
        return PromotionPolicy.Of(environment, places[0], places[1], azure.Options.Time.GetUtcNow());
    }

    /// <summary>Copies, waits, verifies, and releases the copy.</summary>
    /// <param name="environment">The environment to copy to.</param>
    /// <param name="source">The version, from <see cref="ChooseAsync"/>.</param>
    /// <param name="identity">What it was built from, and who says so.</param>
    /// <param name="baseImage">The custom base image that the evidence names; null if unknown or of the marketplace.</param>
    /// <param name="cancellationToken">Stops waiting; the copy continues, and the same command continues with it.</param>
    /// <exception cref="LifeException">It is refused, or a region failed.</exception>
    /// <exception cref="AzureFailure">Something could not be read or changed; run it again to continue.</exception>
    public async Task<LifeRecord> RunAsync(
        string environment,
        FoundImage source,
        ImageIdentity identity,
        string? baseImage,
        CancellationToken cancellationToken
    )
    {
        EnvironmentSettings to = Find(environment);
        DateTimeOffset now = azure.Options.Time.GetUtcNow();
        string[] regions = [.. settings.Image.Distribute.ReplicationRegions.DefaultIfEmpty(settings.Location)];
        PromotionPlan plan = PromotionPlan.Of(
            await SightAsync(to, source, identity, baseImage, cancellationToken),
            to,
            regions,
            now
        );
        say($"{source.Id}: {identity.Line}.");
        Dictionary<string, string> tags = new(new Names(settings).Tags(source.Commit ?? "unknown", source.ContentHash))
        {
            [TagNames.PromotedFrom] = source.Id,
        };
        if (source.Run is { } run)
        {
            tags[TagNames.Run] = run;
        }
        if (source.Packages is { } packages)
        {
            tags[TagNames.Packages] = packages;
        }
        GalleryVersion copy = await new VersionCopy(azure, settings.Gallery, say).EnsureAsync(
            plan,
            tags,
            cancellationToken
        );
        Verify(plan, copy);
        // It may have been revoked while it was copied, which takes hours.
        if (
            await _places.ReadAsync(ResourceId.Parse(source.Id), cancellationToken)
            is not { Stage: ImageStage.Released }
        )
        {
            throw new LifeException(
                $"{source.Id} is no longer released: its copy {plan.Target} was not released either.",
                "retire or revoke the copy, or name another version with --image=VERSION"
            );
        }
        if (
            await _places.ReadAsync(plan.Target, cancellationToken)
            is not { IsOurs: true, Stage: ImageStage.Unreleased or ImageStage.Released }
        )
        {
            throw new LifeException(
                $"The copy {plan.Target} was taken back or changed while it was copied: it was not released.",
                "find out who changed it (its activity log says so), or promote another version"
            );
        }
        await ReleaseAsync(plan, copy, now, cancellationToken);
        return new LifeRecord
        {
            Action = "promotion",
            At = now,
            By = (await azure.SignInAsync(cancellationToken)).Name,
            Image = plan.Target.ToString(),
            Identity = identity,
        };
    }

    private async Task<PromotionSight> SightAsync(
        EnvironmentSettings to,
        FoundImage source,
        ImageIdentity identity,
        string? baseImage,
        CancellationToken cancellationToken
    )
    {
        string? tenant = await TenantAsync(to, cancellationToken);
        ResourceId id = to.GalleryImageId.Child("versions", source.Name);
        GalleryVersion? existing = tenant is null ? await azure.GalleryVersions.GetAsync(id, cancellationToken) : null;
        return new PromotionSight(
            source,
            identity,
            await azure.Galleries.GetImageAsync(ResourceId.Parse(source.Id).Parent!, cancellationToken),
            tenant is null ? await azure.Galleries.GetImageAsync(to.GalleryImageId, cancellationToken) : null,
            existing is null ? null : await _places.ReadAsync(id, cancellationToken)
        )
        {
            ExistingLocation = existing?.Location,
            Tenant = tenant,
            BaseObjections = await new RelativeReading(azure).ObjectionsAsync(baseImage, cancellationToken),
        };
    }

    private async Task<string?> TenantAsync(EnvironmentSettings to, CancellationToken cancellationToken)
    {
        List<VisibleSubscription> visible = await azure
            .Subscriptions.ListAsync(cancellationToken)
            .ToListAsync(cancellationToken);
        string subscription = to.GalleryImageId.SubscriptionId;
        VisibleSubscription? target = visible.Find(one => Same(one.Id, subscription));
        VisibleSubscription? own = visible.Find(one => Same(one.Id, settings.SubscriptionId));
        return target is null
                ? $"subscription {subscription} of {to.Name} is not visible to this account: it is in another tenant, which cannot be "
                    + "copied to, or the account has no role in it."
            : target.Tenant is { } theirs && own?.Tenant is { } ours && !Same(theirs, ours)
                ? $"subscription {subscription} of {to.Name} is in the tenant {theirs}; versions can be copied within one tenant only."
            : null;
    }

    // What was written may have been changed since, by anyone with the right to write tags.
    private static void Verify(PromotionPlan plan, GalleryVersion copy)
    {
        (string, string?, string?)[] pairs =
        [
            (TagNames.ContentHash, copy.ContentHash, plan.Source.ContentHash),
            (TagNames.Run, copy.Tags.GetValueOrDefault(TagNames.Run), plan.Source.Run),
            (TagNames.PromotedFrom, copy.Tags.GetValueOrDefault(TagNames.PromotedFrom), plan.Source.Id),
            ("source", copy.SourceId, plan.Source.Id),
        ];
        string[] wrong =
        [
            .. pairs
                .Where(pair => !string.Equals(pair.Item2, pair.Item3, StringComparison.OrdinalIgnoreCase))
                .Select(pair => $"{pair.Item1} is {pair.Item2 ?? "missing"} instead of {pair.Item3 ?? "missing"}"),
        ];
        if (wrong.Length > 0)
        {
            throw new LifeException(
                $"The copy {plan.Target} is not the image that was promoted: {string.Join(", ", wrong)}. It was not released.",
                "find out who changed it (its activity log says so), and promote another version"
            );
        }
    }

    private async Task ReleaseAsync(
        PromotionPlan plan,
        GalleryVersion copy,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (!copy.Tags.ContainsKey(TagNames.Released))
        {
            await azure.Tags.AddAsync(
                plan.Target,
                new Dictionary<string, string> { [TagNames.Released] = TagNames.TimeOf(now) },
                cancellationToken
            );
        }
        await azure.GalleryVersions.UpdateAsync(
            plan.Target,
            new VersionChange
            {
                ExcludeFromLatest = false,
                EndOfLife = copy.EndOfLife is null && plan.Source.EndOfLife is { } end && end > now ? end : null,
                BlockDeletion = settings.Gallery.BlockDeletion && plan.Source.EndOfLife > now ? true : null,
                Regions = [.. plan.Regions.Select(region => new TargetRegion(region, ExcludedFromLatest: false))],
            },
            cancellationToken
        );
        say($"{plan.Target} is released in {string.Join(", ", plan.Regions)}.");
        IReadOnlyList<FoundImage> images = await _places.ReadAsync(
            new LifePlace("", plan.Target.Parent!),
            cancellationToken
        );
        foreach (string line in LatestVersions.Lines(LatestVersions.After(images, [], null)))
        {
            say(line);
        }
    }

    private EnvironmentSettings Find(string environment) =>
        settings.Environments.FirstOrDefault(one => one.Name == environment)
        ?? throw new LifeException(
            $"There is no environment {environment} in the settings.",
            settings.Environments.Count == 0
                ? "add one to environments.galleryImageIds"
                : $"use one of {string.Join(", ", settings.Environments.Select(one => one.Name))}"
        );

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
