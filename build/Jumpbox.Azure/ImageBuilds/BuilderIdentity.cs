using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Starting;
using Jumpbox.Bicep;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>The builder's identity, its role assignments and the resource groups.</summary>
public sealed class BuilderIdentity
{
    private readonly AzureSession _azure;
    private readonly TemplateRollout _rollout;
    private readonly JumpboxSettings _settings;
    private readonly Names _names;

    /// <summary>Creates an instance for the settings.</summary>
    internal BuilderIdentity(AzureSession azure, TemplateRollout rollout, JumpboxSettings settings)
    {
        _azure = azure;
        _rollout = rollout;
        _settings = settings;
        _names = new Names(settings);
    }

    /// <summary>Creates the two resource groups if they do not exist; does not change existing ones.</summary>
    /// <param name="commit">The commit, for the tags of new groups.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The names of the created groups.</returns>
    /// <exception cref="AzureFailure">A request failed.</exception>
    public async Task<IReadOnlyList<string>> EnsureGroupsAsync(string commit, CancellationToken cancellationToken)
    {
        if (_settings.Roles.AreAssignedBefore)
        {
            return [];
        }
        string[] wanted =
        [
            .. new[] { _settings.ResourceGroups.Builder, _settings.ResourceGroups.Image }.Distinct(
                StringComparer.OrdinalIgnoreCase
            ),
        ];
        (ResourceGroup Group, bool Created)[] groups = await Task.WhenAll(
            wanted.Select(name =>
                _azure.ResourceGroups.EnsureAsync(
                    _settings.SubscriptionId,
                    name,
                    _settings.Location,
                    _names.Tags(commit),
                    cancellationToken
                )
            )
        );
        return [.. groups.Where(group => group.Created).Select(group => group.Group.Name)];
    }

    /// <summary>Creates the gallery and the image definition if they do not exist; does not change existing ones.</summary>
    /// <param name="commit">The commit, for the tags.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What was created, each as a kind and a name.</returns>
    /// <exception cref="AzureFailure">A request failed.</exception>
    public async Task<IReadOnlyList<string>> EnsureGalleryAsync(string commit, CancellationToken cancellationToken) =>
        _settings.Image.Distribute.Kind == DistributionKind.Gallery
            ? await new GalleryRollout(_azure, _settings).EnsureAsync(commit, cancellationToken)
            : [];

    /// <summary>Creates the identity and its role assignments if they do not exist.</summary>
    /// <param name="roles">The roles.</param>
    /// <param name="commit">The commit, for the tags.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The principal id of the identity.</returns>
    /// <exception cref="AzureFailure">A request failed.</exception>
    /// <exception cref="BicepException">The template does not compile.</exception>
    public async Task<string> EnsureAsync(RoleGuids roles, string commit, CancellationToken cancellationToken)
    {
        if (_settings.Roles.AreAssignedBefore)
        {
            return await FindAssignedAsync(roles, cancellationToken)
                ?? throw new SettingsException(
                    $"The identity {_names.Identity.Name} does not exist or lacks a role, and roles.assigned is beforehand. Run "
                        + "./build.sh --target=Identity --set=roles.assigned=byPipeline once, as someone who may assign roles."
                );
        }
        try
        {
            Deployment deployment = await _rollout.DeployAsync(
                _names.BuilderGroup.ToString(),
                _names.Deployment(TemplateSet.Identity),
                TemplateSet.Identity,
                new TemplateValues(_settings).ForIdentity(roles, commit),
                null,
                _names.Tags(commit),
                cancellationToken
            );
            return deployment.Text("builderIdentityPrincipalId");
        }
        catch (AzureFailure failure) when (failure.Mentions("RoleAssignmentExists"))
        {
            // Azure allows one assignment of a role to a principal at a scope, under whatever name.
            if (await FindAssignedAsync(roles, cancellationToken) is not { } principal)
            {
                throw;
            }
            return principal;
        }
    }

    // The identity's object id, if it has each role at exactly its scope.
    private async Task<string?> FindAssignedAsync(RoleGuids roles, CancellationToken cancellationToken)
    {
        if (await _azure.Identities.GetAsync(_names.Identity, cancellationToken) is not { } identity)
        {
            return null;
        }
        List<(ResourceId Scope, string Role)> wanted =
        [
            (_settings.Network.VirtualNetworkId, roles.Network),
            (_names.ImageScope, roles.Image),
        ];
        if (_settings.Image.Base.ImageId is { } source)
        {
            wanted.Add((source.Group, TemplateValues.Reader));
        }
        if (_settings.BuildVm.StagingResourceGroup is { } staging)
        {
            wanted.Add((staging, TemplateValues.BuiltInRoles.Image));
        }
        foreach ((ResourceId scope, string role) in wanted)
        {
            bool assigned = await _azure
                .RoleAssignments.ListAsync(scope.ToString(), cancellationToken, identity.PrincipalId)
                .AnyAsync(
                    assignment =>
                        assignment.Scope.Equals(scope.ToString(), StringComparison.OrdinalIgnoreCase)
                        && assignment.RoleGuid.Equals(role, StringComparison.OrdinalIgnoreCase),
                    cancellationToken
                );
            if (!assigned)
            {
                return null;
            }
        }
        return identity.PrincipalId;
    }
}
