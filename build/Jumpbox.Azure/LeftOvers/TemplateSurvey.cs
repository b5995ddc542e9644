using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>The image templates that clean-up must look at: which of them need what templates share.</summary>
internal sealed class TemplateSurvey(AzureSession azure, JumpboxSettings settings, Ownership ownership)
{
    private readonly Names _names = new(settings);

    /// <summary>Reads the templates of the builder group.</summary>
    /// <param name="everywhere">Also those of the subscription's other groups that work as the builder's identity.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed: nobody may then call anything unused.</exception>
    public async Task<IReadOnlyList<ImageTemplate>> ReadAsync(bool everywhere, CancellationToken cancellationToken)
    {
        List<ImageTemplate> templates = [];
        if (
            await azure.ResourceGroups.GetAsync(
                settings.SubscriptionId,
                settings.ResourceGroups.Builder,
                cancellationToken
            )
            is not null
        )
        {
            templates = await azure
                .ImageTemplates.ListAsync(settings.SubscriptionId, cancellationToken, settings.ResourceGroups.Builder)
                .ToListAsync(cancellationToken);
        }
        if (everywhere)
        {
            templates.AddRange(
                await azure
                    .ImageTemplates.ListAsync(settings.SubscriptionId, cancellationToken)
                    .Where(template => template.Id.Group != _names.BuilderGroup && UsesIdentity(template))
                    .ToListAsync(cancellationToken)
            );
        }
        return templates;
    }

    /// <summary>What a run with this template may clean up.</summary>
    /// <param name="own">The id of the template of the run's own content.</param>
    /// <param name="templates">What <see cref="ReadAsync"/> saw.</param>
    public CleanUpScope Scope(ResourceId own, IReadOnlyList<ImageTemplate> templates) =>
        new(
            own,
            [
                .. templates.Select(template => new SeenTemplate(
                    template.Id,
                    ownership.IsOurs(template.Tags),
                    UsesIdentity(template),
                    template.LastRun.IsUnderWay,
                    template is { IsBroken: false, LastRun.State: RunState.None }
                )),
            ]
        );

    private bool UsesIdentity(ImageTemplate template) =>
        template.Identities.Contains(_names.Identity.ToString(), StringComparer.OrdinalIgnoreCase);
}
