using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Life;
using Jumpbox.Naming;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>
/// The machines of a rollout in Azure. Its own are those with its tags in the group of the settings; whatever else is there stays, and is
/// named.
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="settings">The settings.</param>
internal sealed class RolloutFleet(AzureSession azure, JumpboxSettings settings)
{
    private readonly string _owner = new Names(settings).Owner;

    private static readonly Dictionary<string, string> Closed = new() { [RolloutNames.ClosedTag] = "true" };

    private RolloutSettings Rollout => settings.Rollout;

    /// <summary>Reads all revisions, in the order of their names, and what is not the pipeline's.</summary>
    /// <exception cref="LifeException">Their group does not exist.</exception>
    /// <exception cref="AzureFailure">They could not be read.</exception>
    public async Task<(IReadOnlyList<FoundRevision> Revisions, IReadOnlyList<string> Foreign)> ReadAsync(
        CancellationToken cancellationToken
    )
    {
        List<JsonObject> sets = await SetsAsync(cancellationToken);
        List<JsonObject> machines = await azure
            .ScaleSets.MachinesAsync(Rollout.Group, cancellationToken)
            .ToListAsync(cancellationToken);
        List<FoundRevision> found = [];
        foreach (JsonObject set in sets.Where(IsOurs))
        {
            IReadOnlyList<JsonObject> instances = IsFlexible(set)
                ? [.. machines.Where(machine => IsIn(machine, set.Id()))]
                : await azure.ScaleSets.InstancesAsync(set.Id(), cancellationToken).ToListAsync(cancellationToken);
            found.Add(Revision([set], instances, set.Id(), set.Object("sku")));
        }
        foreach (
            IGrouping<string, JsonObject> same in machines
                .Where(machine => IsOurs(machine) && machine.Text("properties", "virtualMachineScaleSet", "id") is null)
                .GroupBy(machine => machine.Tags()[RolloutNames.RevisionTag])
        )
        {
            found.Add(Revision([.. same], [.. same], null, null));
        }
        HashSet<string> ours = new(
            found.SelectMany(one => one.Machines).Select(one => $"{one.Id}"),
            StringComparer.OrdinalIgnoreCase
        );
        string[] foreign =
        [
            .. sets.Where(set => !IsOurs(set)).Select(set => $"{set.Id()}"),
            .. machines.Where(machine => !ours.Contains($"{machine.Id()}")).Select(machine => $"{machine.Id()}"),
        ];
        return ([.. found.OrderBy(one => one.Revision, StringComparer.Ordinal)], foreign);
    }

    /// <summary>Reads what a machine reports of itself.</summary>
    public Task<JsonObject?> ViewAsync(ResourceId machine, CancellationToken cancellationToken) =>
        azure.Machines.InstanceViewAsync(machine, cancellationToken);

    /// <summary>Brings the scale set of a revision to a number of instances.</summary>
    public async Task ResizeAsync(FoundRevision revision, int instances, CancellationToken cancellationToken)
    {
        ArmOperation operation = await azure.ScaleSets.ResizeAsync(
            revision.Set!,
            revision.Sku!,
            instances,
            cancellationToken
        );
        _ = await operation.WaitAsync(cancellationToken);
    }

    /// <summary>Deletes a machine, with its interface and its disk.</summary>
    public async Task DeleteAsync(FoundRevision revision, ResourceId machine, CancellationToken cancellationToken)
    {
        ArmOperation? deletion = revision.Set is { } set
            ? await azure.ScaleSets.DeleteInstanceAsync(set, machine.Name, cancellationToken)
            : await azure.Machines.DeleteAsync(machine, cancellationToken);
        if (deletion is not null)
        {
            _ = await deletion.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Deletes a scale set that has no instances.</summary>
    public async Task RetireAsync(FoundRevision revision, CancellationToken cancellationToken)
    {
        if (revision.Set is { } set && await azure.Machines.DeleteAsync(set, cancellationToken) is { } deletion)
        {
            _ = await deletion.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Marks a revision as given up, before anything of it is deleted.</summary>
    public async Task GiveUpAsync(FoundRevision revision, string why, CancellationToken cancellationToken)
    {
        foreach (ResourceId resource in revision.Resources)
        {
            await azure.Tags.AddAsync(
                resource,
                new Dictionary<string, string> { [RolloutNames.FailedTag] = why.Length <= 256 ? why : why[..256] },
                cancellationToken
            );
        }
    }

    /// <summary>Marks what has machines that are closed, before the first of them is; whatever stays is opened again by the mark.</summary>
    public async Task MarkClosedAsync(IEnumerable<ResourceId> resources, CancellationToken cancellationToken)
    {
        foreach (ResourceId resource in resources.Distinct())
        {
            await azure.Tags.AddAsync(resource, Closed, cancellationToken);
        }
    }

    /// <summary>Removes the mark.</summary>
    public async Task MarkOpenAsync(IEnumerable<ResourceId> resources, CancellationToken cancellationToken)
    {
        foreach (ResourceId resource in resources.Distinct())
        {
            await azure.Tags.RemoveAsync(resource, Closed, cancellationToken);
        }
    }

    // The group itself may not be read: the roller has no right to it.
    private async Task<List<JsonObject>> SetsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await azure.ScaleSets.ListAsync(Rollout.Group, cancellationToken).ToListAsync(cancellationToken);
        }
        catch (AzureFailure failure) when (failure.Fault.Code == "ResourceGroupNotFound")
        {
            throw new LifeException(
                $"The group {Rollout.ResourceGroup} of the machines does not exist in the subscription {Rollout.Group.SubscriptionId}.",
                $"create it (az group create --subscription {Rollout.Group.SubscriptionId} -n {Rollout.ResourceGroup} -l REGION), or correct "
                    + "rollout.resourceGroup"
            );
        }
    }

    private bool IsOurs(JsonObject resource)
    {
        IReadOnlyDictionary<string, string> tags = resource.Tags();
        return _owner.Equals(tags.GetValueOrDefault(TagNames.Owner), StringComparison.OrdinalIgnoreCase)
            && Rollout.Name == tags.GetValueOrDefault(RolloutNames.RolloutTag)
            && tags.ContainsKey(RolloutNames.RevisionTag);
    }

    private static bool IsFlexible(JsonObject set) => set.Text("properties", "orchestrationMode") == "Flexible";

    private static bool IsIn(JsonObject machine, ResourceId set) =>
        $"{set}".Equals(machine.Text("properties", "virtualMachineScaleSet", "id"), StringComparison.OrdinalIgnoreCase);

    private static FoundRevision Revision(
        IReadOnlyList<JsonObject> tagged,
        IReadOnlyList<JsonObject> machines,
        ResourceId? set,
        JsonObject? sku
    ) =>
        new(tagged[0].Tags()[RolloutNames.RevisionTag], set, [.. tagged.Select(one => one.Id())])
        {
            Sku = sku,
            Machines =
            [
                .. machines.Select(one => (one.Id(), one)).OrderBy(one => one.Item1.Name, StringComparer.Ordinal),
            ],
            Closed = [.. tagged.Where(one => one.Tags().ContainsKey(RolloutNames.ClosedTag)).Select(one => one.Id())],
            Failed = tagged
                .Select(one => one.Tags().GetValueOrDefault(RolloutNames.FailedTag))
                .FirstOrDefault(why => why is not null),
            Image =
                tagged[0].Text("properties", "virtualMachineProfile", "storageProfile", "imageReference", "id")
                ?? tagged[0].Text("properties", "storageProfile", "imageReference", "id"),
        };
}
