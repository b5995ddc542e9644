using Jumpbox.Network;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>Rollout can create its machines: their group exists, their subnet has room, and its region has their size and quota for it.</summary>
internal sealed class RolloutMachines : ICheck
{
    public string Id => "rollout-machines";

    public string Title => "Machines can be rolled out";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.RolloutMachines, FactName.Groups];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        RolloutSettings rollout = facts.Settings.Rollout;
        if (!rollout.IsAsked)
        {
            return [Finding.Skipped("rollout.kind is none.")];
        }
        if (MachineSubnet.Missing(facts.RolloutNetwork, rollout.SubnetId!, "rollout.subnetId") is { } missing)
        {
            return [missing];
        }
        VirtualNetwork network = facts.RolloutNetwork.Value;
        Subnet subnet = network.Find(rollout.SubnetId!)!;
        Finding? size = MachineSize.Missing(
            facts.RolloutSize,
            ("rollout.size", rollout.Size),
            network.Location,
            $"the subscription {rollout.SubnetId!.SubscriptionId}",
            "Rollout would refuse it"
        );
        if (Group(facts, rollout.Group, network.Location) is { } group)
        {
            return [group];
        }
        return
        [
            .. MachineSubnet.Delegation(subnet, "rollout.subnetId"),
            .. size is null ? Room(facts, rollout, subnet, facts.RolloutSize.Value, network.Location) : [size],
        ];
    }

    private static Finding? Group(Facts facts, ResourceId id, string location) =>
        !facts.Groups.TryGetValue(id, out Reading<GroupState>? reading)
            ? Finding.Unknown($"The group {id.Name} was not read.")
        : reading.State == ReadingState.Unreadable ? Finding.Unknown(new MissingFactException(reading).Message)
        : reading.Exists ? null
        : Finding.Fail(
            $"The group {id.Name} (rollout.resourceGroup) does not exist, and the pipeline does not create it.",
            Cure.Command(
                $"az group create --subscription {id.SubscriptionId} -n {id.Name} -l {location}",
                new Fix.CreateGroup(id, location)
            ),
            ("rollout.resourceGroup", id.Name)
        );

    // The first rollout creates all machines, a later one only those of the surge beside them. Which of both the next one is, is not looked at.
    private static IEnumerable<Finding> Room(
        Facts facts,
        RolloutSettings rollout,
        Subnet subnet,
        SizeOffer size,
        string location
    )
    {
        if (facts.RolloutQuota.State == ReadingState.Unreadable)
        {
            return [Finding.Unknown(new MissingFactException(facts.RolloutQuota).Message)];
        }
        int replacing = rollout.Kind == RolloutKind.Machines ? rollout.Instances : rollout.Surge;
        MachineSpace Space(int machines) =>
            MachineSpace.Judge(
                machines,
                subnet,
                size.Family,
                size.Cores,
                facts.RolloutQuota.ValueOrDefault ?? [],
                location
            );
        MachineSpace least = Space(Math.Min(rollout.Instances, replacing));
        MachineSpace most = Space(Math.Max(rollout.Instances, replacing));
        Cure cure = Cure.ByHand(
            "Free addresses or cores, request more quota, or set rollout.instances or rollout.surge to less."
        );
        IEnumerable<Finding> unknown = most.Unknown.Select(one => Finding.Unknown(one));
        if (least.Lacks.Count > 0)
        {
            string lacks = string.Join("; ", least.Lacks);
            return [.. unknown, Finding.Fail($"There is no room for machines of {rollout.Size}: {lacks}.", cure)];
        }
        if (most.Lacks.Count > 0)
        {
            return
            [
                .. unknown,
                Finding.Unknown(
                    $"Whether there is room for {rollout.Instances} machines at first, and for {replacing} beside them later, depends on how "
                        + $"many exist: {string.Join("; ", most.Lacks)}. Rollout counts them before it changes anything.",
                    cure
                ),
            ];
        }
        return most.Unknown.Count > 0
            ? unknown
            :
            [
                Finding.Pass(
                    $"There is room for {rollout.Instances} machines of {rollout.Size} in {subnet.Id.Name}, and for {replacing} beside them."
                ),
            ];
    }
}
