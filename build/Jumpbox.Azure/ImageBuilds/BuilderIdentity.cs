using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>The identity that the image builder works as, with its roles, and the groups that all of it needs.</summary>
public sealed class BuilderIdentity
{
    private readonly AzureSession _azure;
    private readonly TemplateRollout _rollout;
    private readonly JumpboxSettings _settings;
    private readonly Names _names;

    /// <summary>The identity for these settings.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="rollout">Deploys the template.</param>
    /// <param name="settings">The settings.</param>
    internal BuilderIdentity(AzureSession azure, TemplateRollout rollout, JumpboxSettings settings)
    {
        _azure = azure;
        _rollout = rollout;
        _settings = settings;
        _names = new Names(settings);
    }

    /// <summary>Ensures that the two groups exist; those that do are left as they are.</summary>
    /// <param name="commit">The commit for the tags of new ones.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The names of the created groups.</returns>
    /// <exception cref="AzureFailure">Azure refused.</exception>
    public async Task<IReadOnlyList<string>> EnsureGroupsAsync(string commit, CancellationToken cancellationToken)
    {
        string[] wanted =
        [
            .. new[] { _settings.ResourceGroups.Builder, _settings.ResourceGroups.Image }.Distinct(
                StringComparer.OrdinalIgnoreCase
            ),
        ];
        (ResourceGroup Group, bool Made)[] groups = await Task.WhenAll(
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
        return [.. groups.Where(group => group.Made).Select(group => group.Group.Name)];
    }

    /// <summary>Ensures that the identity exists and has its roles.</summary>
    /// <param name="roles">The roles.</param>
    /// <param name="commit">The commit for the tags.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The object id of the identity in the directory.</returns>
    /// <exception cref="AzureFailure">Azure refused.</exception>
    /// <exception cref="BicepException">The template does not compile.</exception>
    public async Task<string> EnsureAsync(RoleGuids roles, string commit, CancellationToken cancellationToken)
    {
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
