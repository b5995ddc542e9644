using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Bicep;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>Gives a revision more machines: a greater capacity of its scale set, or a deployment of what does not exist.</summary>
/// <param name="azure">The session.</param>
/// <param name="templates">The templates.</param>
/// <param name="rollout">The settings of the machines.</param>
/// <param name="fleet">The machines that exist.</param>
/// <param name="say">Prints a line.</param>
internal sealed class RevisionGrowth(
    AzureSession azure,
    TemplateSet templates,
    RolloutSettings rollout,
    RolloutFleet fleet,
    Action<string> say
)
{
    private readonly RolloutNames _names = new(rollout);

    /// <summary>Creates what lacks.</summary>
    /// <param name="model">What should exist.</param>
    /// <param name="seen">What exists.</param>
    /// <param name="machines">How many machines the revision should have.</param>
    /// <param name="tags">The tags of everything that is created.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether anything was requested; if not, Azure has not created yet what was.</returns>
    /// <exception cref="AzureFailure">Azure refused it, or it failed.</exception>
    public async Task<bool> GrowAsync(
        RolloutModel model,
        SeenRollout seen,
        int machines,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        FoundRevision? target = seen.Revisions.FirstOrDefault(one => one.Revision == seen.Sight.Target);
        if (target?.Set is not null)
        {
            // A smaller number would delete machines.
            bool isMore = target.Sku.Number("capacity") < machines;
            if (isMore)
            {
                await fleet.ResizeAsync(target, machines, cancellationToken);
            }
            return isMore;
        }
        IEnumerable<int> numbers = Enumerable
            .Range(1, rollout.Instances)
            .Where(number => target?.Resources.Contains(_names.Machine(model.Revision, number)) != true);
        Dictionary<string, string> own = new(tags)
        {
            [RolloutNames.RolloutTag] = rollout.Name,
            [RolloutNames.RevisionTag] = model.Revision,
        };
        _ = await new TemplateRollout(azure, templates, say).DeployAsync(
            $"{rollout.Group}",
            _names.Deployment(model.Revision),
            TemplateSet.Jumpboxes,
            model.Values(machines, numbers, own),
            null,
            own,
            cancellationToken
        );
        return true;
    }
}
