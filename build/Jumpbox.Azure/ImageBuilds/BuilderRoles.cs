using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>The roles of the builder's identity: two custom roles with the fewest permissions, or built-in roles.</summary>
public sealed class BuilderRoles
{
    private readonly AzureSession _azure;
    private readonly TemplateSet _templates;
    private readonly TemplateRollout _rollout;
    private readonly JumpboxSettings _settings;
    private readonly Names _names;
    private readonly TemplateValues _values;

    /// <summary>Creates an instance for the settings.</summary>
    internal BuilderRoles(AzureSession azure, TemplateSet templates, TemplateRollout rollout, JumpboxSettings settings)
    {
        _azure = azure;
        _templates = templates;
        _rollout = rollout;
        _settings = settings;
        _names = new Names(settings);
        _values = new TemplateValues(settings);
    }

    /// <summary>What determines the role definitions: several images of one subscription have the same.</summary>
    public string Place =>
        $"{_settings.Cloud} {_settings.SubscriptionId} {_settings.Roles} {_values.ForRoles().ToJsonString()}".ToLowerInvariant();

    /// <summary>Returns the GUIDs of the roles, which are computed from names and known before the roles exist.</summary>
    /// <exception cref="BicepException">The template does not compile.</exception>
    public async Task<RoleGuids> GuidsAsync(CancellationToken cancellationToken) =>
        _settings.Roles.Kind == RoleKind.BuiltIn
            ? TemplateValues.BuiltInRoles
            : Guids(await PredictAsync(cancellationToken));

    /// <summary>Whether the roles are defined, in whatever form, so that a deployment can assign them.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">A request failed.</exception>
    public async Task<bool> AreDefinedAsync(CancellationToken cancellationToken)
    {
        if (_settings.Roles.Kind == RoleKind.BuiltIn)
        {
            return true;
        }
        Prediction wanted = await PredictAsync(cancellationToken);
        RoleDefinition?[] found = await Task.WhenAll(
            wanted.Resources.Select(role => _azure.RoleDefinitions.GetAsync((string)role["id"]!, cancellationToken))
        );
        return found.All(role => role is not null);
    }

    /// <summary>Deploys the roles unless they already exist as in the template.</summary>
    /// <param name="commit">The commit, for the tag of the deployment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The roles' GUIDs, and whether something was deployed.</returns>
    /// <exception cref="AzureFailure">A request failed.</exception>
    /// <exception cref="BicepException">The template does not compile.</exception>
    public async Task<(RoleGuids Roles, bool Deployed)> EnsureAsync(string commit, CancellationToken cancellationToken)
    {
        if (_settings.Roles.Kind == RoleKind.BuiltIn)
        {
            return (TemplateValues.BuiltInRoles, false);
        }
        if (_settings.Roles.AreAssignedBefore)
        {
            // Identity verifies that they are assigned.
            return (await GuidsAsync(cancellationToken), false);
        }
        Prediction wanted = await PredictAsync(cancellationToken);
        bool[] asWanted = await Task.WhenAll(wanted.Resources.Select(role => ExistsAsync(role, cancellationToken)));
        if (asWanted.All(there => there))
        {
            _azure.Deployments.RecordFound(
                _names.Subscription,
                _names.SubscriptionDeployment(TemplateSet.Roles),
                [.. wanted.Resources.Select(role => (string)role["id"]!)]
            );
            return (Guids(wanted), false);
        }
        await _rollout.DeployAsync(
            _names.Subscription,
            _names.SubscriptionDeployment(TemplateSet.Roles),
            TemplateSet.Roles,
            _values.ForRoles(),
            _settings.Location,
            _names.Tags(commit),
            cancellationToken
        );
        return (Guids(wanted), true);
    }

    private Task<Prediction> PredictAsync(CancellationToken cancellationToken) =>
        _templates.PredictAsync(
            TemplateSet.Roles,
            _values.ForRoles(),
            new DeploymentPlace(
                _settings.Tenant ?? Guid.Empty.ToString(),
                _settings.SubscriptionId,
                null,
                _settings.Location,
                _names.SubscriptionDeployment(TemplateSet.Roles)
            ),
            cancellationToken
        );

    private async Task<bool> ExistsAsync(JsonObject wanted, CancellationToken cancellationToken)
    {
        RoleDefinition? found = await _azure.RoleDefinitions.GetAsync((string)wanted["id"]!, cancellationToken);
        JsonNode properties = wanted["properties"]!;
        return found is not null
            && found.RoleName == (string?)properties["roleName"]
            && found.Permissions.Count == 1
            && found
                .Permissions[0]
                .Actions.ToHashSet(StringComparer.OrdinalIgnoreCase)
                .SetEquals(properties["permissions"]![0]!["actions"]!.AsArray().Select(action => (string)action!))
            && found.Permissions[0].NotActions.Count == 0;
    }

    private static RoleGuids Guids(Prediction roles) => new(roles.Text("networkRoleGuid"), roles.Text("imageRoleGuid"));
}
