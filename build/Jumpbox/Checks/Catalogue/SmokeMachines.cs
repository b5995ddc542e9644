using Jumpbox.Network;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Checks.Catalogue;

/// <summary>Smoke can start its machines: their subnet has room and a way out, and the region has their size and quota for it.</summary>
internal sealed class SmokeMachines : ICheck
{
    public string Id => "smoke-machines";

    public string Title => "Machines can be started from the image";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs =>
        [FactName.Network, FactName.SmokeNetwork, FactName.Size, FactName.ComputeQuota];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        SmokeSettings smoke = facts.Settings.Smoke;
        if (smoke is not { IsAsked: true, SubnetId: { } id })
        {
            return [Finding.Skipped(smoke.LeftOut!)];
        }
        bool isBuilds = facts.Settings.Network.VirtualNetworkId.Equals(id.Parent);
        return [.. OfNetwork(facts, smoke, id, isBuilds ? facts.Network : facts.SmokeNetwork), .. OfSize(facts, smoke)];
    }

    private static IEnumerable<Finding> OfNetwork(
        Facts facts,
        SmokeSettings smoke,
        ResourceId id,
        Reading<VirtualNetwork> reading
    )
    {
        if (MachineSubnet.Missing(reading, id, "smoke.subnetId") is { } missing)
        {
            return [missing];
        }
        Subnet subnet = reading.Value.Find(id)!;
        return
        [
            Place(facts, reading.Value),
            Room(subnet),
            .. MachineSubnet.Delegation(subnet, "smoke.subnetId"),
            .. Way(facts, smoke, subnet),
        ];
    }

    // Azure creates a network interface only in the region of its network.
    private static Finding Place(Facts facts, VirtualNetwork network) =>
        network.Location.Equals(facts.Settings.Location, StringComparison.OrdinalIgnoreCase)
            ? Finding.Pass($"The virtual network {network.Id.Name} is in {network.Location}.")
            : Finding.Fail(
                $"The virtual network {network.Id.Name} is in {network.Location}, and the machines of Smoke would be in {facts.Settings.Location}.",
                Cure.Setting($"smoke.subnetId must be a subnet in {facts.Settings.Location}."),
                ("location", network.Location)
            );

    private static Finding Room(Subnet subnet) =>
        subnet.FreeAddresses >= SmokeNeeds.Machines
            ? Finding.Pass(
                $"The subnet {subnet.Id.Name} has {subnet.FreeAddresses} free addresses; Smoke needs {SmokeNeeds.Machines}."
            )
            : Finding.Fail(
                $"The subnet {subnet.Id.Name} has {subnet.FreeAddresses} free addresses; Smoke needs {SmokeNeeds.Machines}.",
                Cure.ByHand(
                    $"Delete unused network interfaces in {subnet.Id.Name}, or set smoke.subnetId to a larger subnet."
                ),
                ("free", $"{subnet.FreeAddresses}"),
                ("needed", $"{SmokeNeeds.Machines}")
            );

    // The build subnet's way out is the check outbound-access's to find.
    private static IEnumerable<Finding> Way(Facts facts, SmokeSettings smoke, Subnet subnet)
    {
        if (smoke.OptOuts.ContainsKey("apt-update") || facts.Settings.Network.BuildSubnetId.Equals(subnet.Id))
        {
            yield break;
        }
        yield return subnet.NatGatewayId is { } gateway
            ? Finding.Pass($"The subnet {subnet.Id.Name} has the NAT gateway {gateway.Name}.")
        : subnet.RouteTableId is { } table
            ? Finding.Unknown(
                $"Whether the routes of {table.Name} give the subnet {subnet.Id.Name} a way out is not evaluated; Smoke's check apt-update needs one."
            )
        : subnet.DefaultOutbound == false
            ? Finding.Fail(
                $"The subnet {subnet.Id.Name} is private and has neither a NAT gateway nor a route table, so Smoke's check apt-update would fail.",
                Cure.ByHand(
                    $"Give {subnet.Id.Name} a NAT gateway, or leave the check out: smoke.optOuts.apt-update with the reason."
                ),
                ("subnet", $"{subnet.Id}")
            )
        : subnet.DefaultOutbound == true ? Finding.Pass($"The subnet {subnet.Id.Name} has default outbound access.")
        : Finding.Unknown(
            $"Azure does not report whether the subnet {subnet.Id.Name} has default outbound access, and it has no NAT gateway."
        );
    }

    private static IEnumerable<Finding> OfSize(Facts facts, SmokeSettings smoke)
    {
        if (
            MachineSize.Missing(
                facts.SmokeSize,
                ("smoke.size", smoke.Size),
                facts.Settings.Location,
                "this subscription",
                "Smoke would end with SkuNotAvailable"
            ) is
            { } missing
        )
        {
            yield return missing;
            yield break;
        }
        foreach (
            Finding finding in QuotaFinding.OfCores(
                facts,
                facts.SmokeSize.Value,
                SmokeNeeds.Machines,
                $"Smoke with {SmokeNeeds.Machines} machines",
                "Smoke would end with OperationNotAllowed"
            )
        )
        {
            yield return finding;
        }
    }
}
