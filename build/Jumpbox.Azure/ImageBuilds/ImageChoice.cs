using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Versioning;
using Jumpbox.Boundaries;
using Jumpbox.Handover;
using Jumpbox.Settings;
using Jumpbox.Templates;
using Jumpbox.Versioning;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>
/// Chooses the image of a content, and keeps the choice from other runs: the image template claims it, and of two
/// templates that claim one image the earlier one keeps it.
/// </summary>
public sealed class ImageChoice
{
    private const int MostLooks = 24;
    private static readonly TimeSpan UntilListed = TimeSpan.FromSeconds(5);

    private readonly AzureSession _azure;
    private readonly JumpboxSettings _settings;
    private readonly VersionSightReading _reading;
    private readonly Action<string> _say;

    internal ImageChoice(AzureSession azure, JumpboxSettings settings, Action<string> say)
    {
        _azure = azure;
        _settings = settings;
        _reading = new VersionSightReading(azure, settings);
        _say = say;
    }

    /// <summary>Chooses the image of what would be built.</summary>
    /// <param name="record">What would be deployed.</param>
    /// <param name="force">Whether an existing image of the same content is not good enough.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The record with its image, and the choice.</returns>
    /// <exception cref="HandoverException">There is no image that this content could get.</exception>
    /// <exception cref="AzureFailure">What exists could not be read.</exception>
    public async Task<(TemplateRecord Record, ChosenImage Image)> OfAsync(
        TemplateRecord record,
        bool force,
        CancellationToken cancellationToken
    )
    {
        VersionSight sight = IsGiven ? new VersionSight([], [], []) : await _reading.ReadAsync(cancellationToken);
        if (sight.Unread is { } unread && _settings.Image.Distribute.Kind == DistributionKind.Gallery)
        {
            _say($"The soft-deleted versions could not be listed ({unread}): their numbers count as free.");
        }
        // A forced build whose end an earlier run did not see is not repeated.
        bool again = force && _azure.ImageTemplates.FindStarted(ResourceId.Parse(record.TemplateId)) is null;
        DateOnly today = DateOnly.FromDateTime(_azure.Options.Time.GetUtcNow().UtcDateTime);
        (ChosenImage? image, HandoverRefusal? refusal) = new VersionChoice(_settings, record.ContentHash, sight).Of(
            today,
            again
        );
        return image is null
            ? throw new HandoverException(refusal!)
            : (record with { ImageId = image.Id?.ToString() }, image);
    }

    /// <summary>
    /// Whether the template keeps its image, looked at after it was created: a later claim of the same image loses, and its
    /// template, from which nothing was built, is deleted.
    /// </summary>
    /// <param name="record">The deployed template.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">The templates could not be listed, or the loser not deleted.</exception>
    /// <exception cref="HandoverException">The list stays without the template.</exception>
    internal async Task<bool> HoldsAsync(TemplateRecord record, CancellationToken cancellationToken)
    {
        if (IsGiven || record.ImageId is null || _settings.Image.Distribute.Kind != DistributionKind.Gallery)
        {
            return true;
        }
        ResourceId id = ResourceId.Parse(record.TemplateId);
        ResourceId image = ResourceId.Parse(record.ImageId);
        if (await ClaimsWithAsync(id, cancellationToken) is not { } claims)
        {
            return false;
        }
        VersionClaim own = claims.First(claim => claim.Template == id);
        VersionClaim? earlier = claims.FirstOrDefault(claim =>
            claim.Template != id && claim.Image == image && !claim.IsBroken && claim.IsBefore(own)
        );
        if (earlier is null)
        {
            return true;
        }
        _say(
            $"{earlier.Template.Name} claimed version {image.Name} at the same time and was first: choosing the next version."
        );
        await ReplaceAsync(id, image, cancellationToken);
        return false;
    }

    // A list that lacks what was just created may lack an earlier claim as well, so that it proves nothing. Null if the template no
    // longer exists.
    private async Task<IReadOnlyList<VersionClaim>?> ClaimsWithAsync(
        ResourceId own,
        CancellationToken cancellationToken
    )
    {
        for (int look = 1; look <= MostLooks; look++)
        {
            IReadOnlyList<VersionClaim> claims = await _reading.ClaimsAsync(cancellationToken);
            if (claims.Any(claim => claim.Template == own))
            {
                return claims;
            }
            if (await _azure.ImageTemplates.GetAsync(own, cancellationToken) is null)
            {
                return null;
            }
            if (look == 1)
            {
                _say($"Azure's list lacks image template {own.Name}, which exists: waiting.");
            }
            await Task.Delay(UntilListed, _azure.Options.Time, cancellationToken);
        }
        throw new HandoverException(
            new HandoverRefusal(
                $"Azure's list of image templates has lacked {own.Name} for {SpanWords.Of(MostLooks * UntilListed)}, so whether another "
                    + "run has claimed the same version is unknown.",
                "run the same command later"
            )
        );
    }

    /// <summary>Deletes a template of this content that names an image which it can never write.</summary>
    /// <param name="template">The template.</param>
    /// <param name="abandoned">The image that it names; if it names another one by now, it is kept.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="HandoverException">The image is being built.</exception>
    internal async Task ReplaceAsync(ResourceId template, ResourceId abandoned, CancellationToken cancellationToken)
    {
        ImageTemplate? found = await _azure.ImageTemplates.GetAsync(template, cancellationToken);
        if (
            found is null
            || !found.DistributeTargets.Any(target =>
                ResourceId.TryParse(target, out ResourceId? id) && id == abandoned
            )
        )
        {
            return;
        }
        if (found.LastRun.IsRunning)
        {
            throw new HandoverException(HandoverRules.Building(template, abandoned));
        }
        await new BrokenTemplate(_azure, _settings).DeleteAsync(found, cancellationToken);
    }

    // Nothing is chosen where the settings or the content alone determine the image.
    private bool IsGiven =>
        _settings.Image.Distribute
            is { Kind: DistributionKind.Vhd }
                or { Kind: DistributionKind.Gallery, Versioning: VersioningKind.Fixed };
}
