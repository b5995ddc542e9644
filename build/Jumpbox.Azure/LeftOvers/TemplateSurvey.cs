using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Leases;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Finds the image templates that clean-up must consider, and which of them need the shared resources.</summary>
internal sealed class TemplateSurvey(AzureSession azure, JumpboxSettings settings, Ownership ownership)
{
    private readonly Names _names = new(settings);

    /// <summary>
    /// Lists the templates of the builder group, optionally also those in other groups of the subscription that use the
    /// builder's identity.
    /// </summary>
    /// <exception cref="AzureFailure">They could not be listed, so nothing can be considered unused.</exception>
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

    /// <summary>Returns what a run may clean up, given its template, the others and the leases.</summary>
    public CleanUpScope Scope(ResourceId own, IReadOnlyList<ImageTemplate> templates, LeaseSight? leases = null) =>
        new(
            own,
            [
                .. templates.Select(template => new SeenTemplate(
                    template.Id,
                    ownership.IsOurs(template.Tags),
                    UsesIdentity(template),
                    template.LastRun.IsRunning,
                    template is { IsBroken: false, LastRun.State: RunState.None }
                )),
            ],
            leases
        );

    private bool UsesIdentity(ImageTemplate template) =>
        template.Identities.Contains(_names.Identity.ToString(), StringComparer.OrdinalIgnoreCase);
}
