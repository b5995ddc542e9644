using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Leases;
using Jumpbox.Bicep;
using Jumpbox.Boundaries;
using Jumpbox.Customizer;
using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;
using Jumpbox.Versioning;
using Polly;
using Polly.Retry;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>
/// The image template of some content. Its name is derived from its content, so it exists or is created, but never changed.
/// </summary>
public sealed class ImageTemplateRollout
{
    private static readonly TimeSpan UntilKnown = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan UntilSettled = TimeSpan.FromSeconds(5);
    private const int MostTries = 40;
    private const int MostChoices = 20;

    private readonly AzureSession _azure;
    private readonly ImageTemplateContent _content;
    private readonly TemplateRollout _rollout;

    // The deployment's name is the same for each content, and Azure runs one of a name at a time.
    private const string Busy = "DeploymentActive";

    private readonly JumpboxSettings _settings;
    private readonly Names _names;
    private readonly ImagePlace _place;
    private readonly ImageChoice _choice;
    private readonly TemplateLeases _leases;
    private readonly Action<string> _say;

    /// <summary>Creates an instance for the settings.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="content">What is deployed.</param>
    /// <param name="rollout">Deploys it.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="place">The target of the image.</param>
    /// <param name="choice">Chooses the image.</param>
    /// <param name="leases">Keeps the template from other runs.</param>
    /// <param name="say">Receives the reason for each wait.</param>
    internal ImageTemplateRollout(
        AzureSession azure,
        ImageTemplateContent content,
        TemplateRollout rollout,
        JumpboxSettings settings,
        ImagePlace place,
        ImageChoice choice,
        TemplateLeases leases,
        Action<string> say
    )
    {
        _say = say;
        _place = place;
        _choice = choice;
        _azure = azure;
        _content = content;
        _rollout = rollout;
        _settings = settings;
        _names = new Names(settings);
        _leases = leases;
    }

    /// <summary>Leases the template, chooses the image, and creates the template if it does not exist.</summary>
    /// <param name="plan">The steps in the build VM.</param>
    /// <param name="described">The result of <see cref="ImageTemplateContent.DescribeAsync"/>.</param>
    /// <param name="force">Whether an existing image of the same content is not good enough.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What was done, the template with its image, and the choice.</returns>
    /// <exception cref="HandoverException">
    /// Its image would take the place of another one, another template has its name, or no image can be chosen.
    /// </exception>
    /// <exception cref="AzureFailure">Azure refused.</exception>
    public async Task<(RolloutOutcome Outcome, TemplateRecord Record, ChosenImage Image)> EnsureAsync(
        CustomizerPlan plan,
        TemplateRecord described,
        bool force,
        CancellationToken cancellationToken
    )
    {
        ResourceId id = ResourceId.Parse(described.TemplateId);
        // Two runs that both replace the template would each see the other as its user, so it is leased when it stays.
        Task leased = force ? Task.CompletedTask : _leases.TakeAsync(id, cancellationToken);
        for (int attempt = 1; attempt <= MostChoices; attempt++)
        {
            Task<(TemplateRecord, ChosenImage)> chosen = _choice.OfAsync(described, force, cancellationToken);
            await Task.WhenAll(leased, chosen);
            (TemplateRecord record, ChosenImage image) = await chosen;
            if (image.Abandons is { } abandoned)
            {
                _say(
                    $"Image template {record.TemplateName} named {abandoned.Name}: it is replaced, because {image.Reason}."
                );
                if (!force)
                {
                    await _choice.ReplaceAsync(id, abandoned, cancellationToken);
                }
                else if (
                    await _leases.ReplaceAloneAsync(
                        id,
                        () => _choice.ReplaceAsync(id, abandoned, cancellationToken),
                        cancellationToken
                    ) is
                    { } user
                )
                {
                    throw new HandoverException(HandoverRules.Needed(id, abandoned, user.Reason));
                }
            }
            if (force)
            {
                await _leases.TakeAsync(id, cancellationToken);
            }
            if (
                await EnsureChosenAsync(plan, record, cancellationToken) is { } outcome
                && await _choice.HoldsAsync(record, cancellationToken)
            )
            {
                return (outcome, record, image);
            }
        }
        throw new HandoverException(
            new HandoverRefusal(
                $"No image could be chosen for image template {described.TemplateName}: other runs took each one, "
                    + $"{MostChoices} times in a row.",
                "run the same command when fewer builds run at the same time"
            )
        );
    }

    /// <returns>
    /// What was done; null if another run has created the template meanwhile and chosen another image for it.
    /// </returns>
    private async Task<RolloutOutcome?> EnsureChosenAsync(
        CustomizerPlan plan,
        TemplateRecord record,
        CancellationToken cancellationToken
    )
    {
        ResiliencePipeline patience = new ResiliencePipelineBuilder { TimeProvider = _azure.Options.Time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<AzureFailure>(failure =>
                        IsNewRight(failure) || IsOvertaken(failure) || failure.Code == Busy
                    ),
                    Delay = UntilKnown,
                    MaxRetryAttempts = MostTries,
                    OnRetry = retry =>
                    {
                        AzureFailure failure = (AzureFailure)retry.Outcome.Exception!;
                        string why =
                            failure.Code == Busy ? "another run is deploying a template at the same time"
                            : IsOvertaken(failure)
                                ? "someone else tried to create the template at the same time and failed"
                            : "the identity's new role assignment has not taken effect everywhere yet";
                        _say(
                            $"Retrying in {UntilKnown.TotalSeconds} s, attempt {retry.AttemptNumber + 2} of "
                                + $"{MostTries + 1}: {why}."
                        );
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
        return await Deadline.KeepAsync(
            _azure.Options,
            $"create image template {record.TemplateName}",
            record.TemplateId,
            Limits.Rollout,
            async end =>
                await patience.ExecuteAsync(
                    async cancellationToken => await EnsureOnceAsync(plan, record, cancellationToken),
                    end
                ),
            cancellationToken,
            quiet: true
        );
    }

    // Another image of the same content, which only another run can have chosen; the settings are part of the name.
    private bool IsOtherChoice(ImageTemplate found, TemplateRecord record) =>
        found.DistributeTargets is [{ } target]
        && ResourceId.TryParse(target, out ResourceId? theirs)
        && ImageTemplateContent.ImageOf(record) is { } ours
        && theirs != ours
        && theirs.Parent == ours.Parent
        && theirs.IsOfType(ours.Type)
        && (_settings.Image.Distribute.Kind == DistributionKind.Gallery || _names.IsManagedImage(theirs.Name));

    private async Task<RolloutOutcome?> EnsureOnceAsync(
        CustomizerPlan plan,
        TemplateRecord record,
        CancellationToken cancellationToken
    )
    {
        ResourceId id = ResourceId.Parse(record.TemplateId);
        Task<ImageTemplate?> settled = SettledAsync(id, cancellationToken);
        // Rendered meanwhile, because Build compares with it, too.
        await Task.WhenAll(
            settled,
            _place.RefuseOtherAsync(record, cancellationToken),
            _content.RenderAsync(plan, record, cancellationToken)
        );
        ImageTemplate? found = await settled;
        if (found is { IsReady: true })
        {
            if (IsOtherChoice(found, record))
            {
                return null;
            }
            await RefuseForeignAsync(plan, record, found, cancellationToken);
            _azure.Deployments.RecordFound(
                _names.BuilderGroup.ToString(),
                _names.Deployment(TemplateSet.Image),
                [record.TemplateId]
            );
            return RolloutOutcome.AlreadyExisted;
        }
        bool broken = found is { IsBroken: true };
        if (broken)
        {
            await new BrokenTemplate(_azure, _settings).DeleteAsync(found!, cancellationToken);
        }
        try
        {
            await _rollout.DeployAsync(
                _names.BuilderGroup.ToString(),
                _names.Deployment(TemplateSet.Image),
                TemplateSet.Image,
                _content.Values(plan, record),
                null,
                _names.Tags($"{record.Source}", record.ContentHash),
                cancellationToken
            );
        }
        catch (AzureFailure failure) when (failure.Status == 409 && !IsNewRight(failure))
        {
            // Someone else may have made it at the same time: what is the same as ours is as good as ours.
            if (await SettledAsync(id, cancellationToken) is not { IsReady: true } theirs)
            {
                throw;
            }
            if (IsOtherChoice(theirs, record))
            {
                return null;
            }
            await RefuseForeignAsync(plan, record, theirs, cancellationToken);
            _say($"Image template {id.Name} was created by someone else at the same time.");
            return RolloutOutcome.AlreadyExisted;
        }
        return broken ? RolloutOutcome.Recreated : RolloutOutcome.Created;
    }

    /// <summary>Refuses a template under our name that is not the one that this checkout renders.</summary>
    /// <param name="plan">The steps inside the build machine.</param>
    /// <param name="record">What <see cref="ImageTemplateContent.DescribeAsync"/> worked out.</param>
    /// <param name="found">The template as Azure shows it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="HandoverException">It is not ours, or would do something else.</exception>
    internal async Task RefuseForeignAsync(
        CustomizerPlan plan,
        TemplateRecord record,
        ImageTemplate found,
        CancellationToken cancellationToken
    ) => _place.RefuseForeign(found, await _content.RenderAsync(plan, record, cancellationToken), record);

    // A template that someone, an earlier run perhaps, is making or deleting is waited for.
    private async Task<ImageTemplate?> SettledAsync(ResourceId id, CancellationToken cancellationToken)
    {
        for (int look = 1; ; look++)
        {
            ImageTemplate? found = await _azure.ImageTemplates.GetAsync(id, cancellationToken);
            if (found is null or { IsReady: true } or { IsBroken: true } || look > MostTries)
            {
                return found;
            }
            if (look == 1)
            {
                _say($"Image template {id.Name} is {found.ProvisioningState}: waiting.");
            }
            await Task.Delay(UntilSettled, _azure.Options.Time, cancellationToken);
        }
    }

    // Azure Image Builder checks the identity's permissions while it creates the template, and a new role assignment takes
    // minutes to propagate (https://learn.microsoft.com/azure/role-based-access-control/troubleshooting).
    private static bool IsNewRight(AzureFailure failure) =>
        failure.Mentions("Not authorized to access the resource") && failure.Mentions("user assigned identity");

    // Another run has created the template since it was last read.
    private static bool IsOvertaken(AzureFailure failure) =>
        failure.Mentions("Update/Upgrade of image templates is currently not supported");
}
