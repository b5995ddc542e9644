using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Bicep;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>What all revisions of the machines share: identity, data collection rule, Bastion. It is deployed only if it changed.</summary>
/// <param name="azure">The session.</param>
/// <param name="templates">The templates.</param>
/// <param name="settings">The settings.</param>
/// <param name="say">Receives the reason for each wait.</param>
internal sealed class RolloutSurroundings(
    AzureSession azure,
    TemplateSet templates,
    JumpboxSettings settings,
    Action<string> say
)
{
    private readonly RolloutNames _names = new(settings.Rollout);

    /// <summary>Whether there is nothing to share, or the last deployment was of the same and succeeded.</summary>
    public async Task<bool> AreCurrentAsync(string location, CancellationToken cancellationToken)
    {
        if (await DigestAsync(location) is not { } digest)
        {
            return true;
        }
        Deployment? last = await azure.Deployments.GetAsync(
            $"{settings.Rollout.Group}",
            _names.Surroundings,
            cancellationToken
        );
        return last is { State: "Succeeded" } && last.Tags.GetValueOrDefault(RolloutNames.SurroundingsTag) == digest;
    }

    /// <summary>Deploys them.</summary>
    public async Task DeployAsync(
        string location,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        if (_names.SurroundingValues(location, tags) is not { } values || await DigestAsync(location) is not { } digest)
        {
            return;
        }
        _ = await new TemplateRollout(azure, templates, say).DeployAsync(
            $"{settings.Rollout.Group}",
            _names.Surroundings,
            TemplateSet.Surroundings,
            values,
            null,
            new Dictionary<string, string>(tags) { [RolloutNames.SurroundingsTag] = digest },
            cancellationToken
        );
    }

    private async Task<string?> DigestAsync(string location)
    {
        if (_names.SurroundingValues(location, new Dictionary<string, string>()) is not { } values)
        {
            return null;
        }
        return DeploymentDigest.Of(values, await templates.CompileAsync(TemplateSet.Surroundings));
    }
}
