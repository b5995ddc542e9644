using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using Jumpbox.Customizer;
using Jumpbox.Naming;
using Jumpbox.Planning;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure;

/// <summary>Predicts what a deployment would change. Changes nothing.</summary>
/// <param name="azure">The session.</param>
/// <param name="templates">The templates.</param>
/// <param name="pipeline">The clients of the chain.</param>
/// <param name="settings">The settings.</param>
public sealed class Planner(AzureSession azure, TemplateSet templates, ImagePipeline pipeline, JumpboxSettings settings)
{
    private readonly Names _names = new(settings);
    private readonly TemplateValues _values = new(settings);

    /// <summary>
    /// Predicts the change of each resource with what-if, or offline if its resource group, or a role to assign, does not exist yet.
    /// </summary>
    /// <param name="plan">The steps in the build VM.</param>
    /// <param name="record">The template that would be deployed.</param>
    /// <param name="deployed">Whether a template with the same content exists, which is not changed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be predicted.</exception>
    public async Task<IReadOnlyList<PlannedChange>> ChangesAsync(
        CustomizerPlan plan,
        TemplateRecord record,
        bool deployed,
        CancellationToken cancellationToken
    )
    {
        RoleGuids roles = await pipeline.Roles.GuidsAsync(cancellationToken);
        JsonObject identity = _values.ForIdentity(roles, record.Commit);
        JsonObject image = pipeline.Content.Values(plan, record);
        bool[] groups = await Task.WhenAll(
            ExistsAsync(settings.ResourceGroups.Builder, cancellationToken),
            ExistsAsync(settings.ResourceGroups.Image, cancellationToken)
        );
        Task<IEnumerable<PlannedChange>>[] parts =
        [
            settings.Roles.Kind == RoleKind.BuiltIn
                ? Task.FromResult(Enumerable.Empty<PlannedChange>())
                : AskAsync(
                    _names.Subscription,
                    TemplateSet.Roles,
                    _values.ForRoles(),
                    settings.Location,
                    cancellationToken
                ),
            groups.All(there => there) && await pipeline.Roles.AreDefinedAsync(cancellationToken)
                ? AskAsync(_names.BuilderGroup.ToString(), TemplateSet.Identity, identity, null, cancellationToken)
                : PredictAsync(TemplateSet.Identity, identity, cancellationToken),
            deployed ? Task.FromResult(Enumerable.Empty<PlannedChange>())
            : groups[0] ? AskAsync(_names.BuilderGroup.ToString(), TemplateSet.Image, image, null, cancellationToken)
            : PredictAsync(TemplateSet.Image, image, cancellationToken),
        ];
        IEnumerable<PlannedChange> made = new[] { _names.BuilderGroup, _names.ImageGroup }
            .Zip(groups)
            .Where(group => !group.Second)
            .Select(group => new PlannedChange("Create", group.First.ToString(), []));
        return [.. made.Distinct(), .. (await Task.WhenAll(parts)).SelectMany(part => part)];
    }

    /// <summary>Reads the steps of the pipeline's most recently deployed template; empty if there is none.</summary>
    /// <exception cref="AzureFailure">The templates could not be listed.</exception>
    public async Task<CustomizerPlan> DeployedStepsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ImageTemplate> deployed = await pipeline.CleanUp.TemplatesAsync(cancellationToken);
        JsonObject? last = deployed.OrderBy(template => template.LastRun.Started).LastOrDefault()?.Properties;
        return new CustomizerPlan(Steps(last?["customize"]), Steps(last?["validate"]?["inVMValidations"]));
    }

    private static IReadOnlyList<CustomizerStep> Steps(JsonNode? list) =>
        [
            .. (list as JsonArray ?? [])
                .OfType<JsonObject>()
                .Select(step => new CustomizerStep(
                    (string?)step["name"] ?? "",
                    [.. (step["inline"] as JsonArray ?? []).Select(line => (string?)line ?? "")]
                )),
        ];

    private async Task<bool> ExistsAsync(string group, CancellationToken cancellationToken) =>
        await azure.ResourceGroups.GetAsync(settings.SubscriptionId, group, cancellationToken) is not null;

    private async Task<IEnumerable<PlannedChange>> AskAsync(
        string scope,
        string template,
        JsonObject values,
        string? location,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<PredictedChange> changes = await pipeline.Rollout.WhatIfAsync(
            scope,
            location is null ? _names.Deployment(template) : _names.SubscriptionDeployment(template),
            template,
            values,
            location,
            cancellationToken
        );
        return changes
            .Where(change => change.Kind != "Ignore")
            .Select(change => PlannedChange.Predicted(change.Kind, change.ResourceId, change.Delta));
    }

    private async Task<IEnumerable<PlannedChange>> PredictAsync(
        string template,
        JsonObject values,
        CancellationToken cancellationToken
    )
    {
        Prediction prediction = await templates.PredictAsync(
            template,
            values,
            new DeploymentPlace(
                settings.Tenant ?? Guid.Empty.ToString(),
                settings.SubscriptionId,
                settings.ResourceGroups.Builder,
                settings.Location,
                _names.Deployment(template)
            ),
            cancellationToken
        );
        return prediction.Resources.Select(resource => new PlannedChange("Create", (string?)resource["id"] ?? "", []));
    }
}
