namespace Jumpbox.Settings;

/// <summary>Reads and validates the settings of the target Smoke.</summary>
internal static class SmokeSettingsReading
{
    public static SmokeSettings Read(SettingValues values) =>
        new(
            values.Id("smoke.subnetId"),
            values.Text("smoke.size") ?? values.Text("buildVm.size")!,
            values.Text("smoke.skip"),
            values.Map<string>("smoke.optOuts")
        );

    public static void Check(SettingValues values, JumpboxSettings settings)
    {
        SmokeSettings smoke = settings.Smoke;
        if (smoke.SubnetId is { } subnet)
        {
            if (!subnet.SubscriptionId.Equals(settings.SubscriptionId, StringComparison.OrdinalIgnoreCase))
            {
                // A network interface is in the subscription of its virtual network.
                values.Reject(
                    "smoke.subnetId",
                    $"a subnet of the subscription {settings.SubscriptionId}, in which the builder's group is",
                    null
                );
            }
            if (settings.Image.Distribute.Kind == DistributionKind.Vhd)
            {
                values.Reject(
                    "smoke.subnetId",
                    "no value, since image.distribute.kind is vhd: a machine is created from an image, and a VHD is none",
                    null
                );
            }
            if (settings.Network.ContainerInstanceSubnetId is { } containers && containers.Equals(subnet))
            {
                values.Reject(
                    "smoke.subnetId",
                    "another subnet than network.containerInstanceSubnetId, which takes container groups alone",
                    null
                );
            }
        }
        foreach ((string name, string reason) in smoke.OptOuts)
        {
            if (!SmokeChecks.IsName(name))
            {
                values.RejectEntry(
                    "smoke.optOuts",
                    name,
                    null,
                    $"the name of a check: {string.Join(", ", SmokeChecks.All)}, or own-NAME",
                    "apt-update"
                );
            }
            else if (string.IsNullOrWhiteSpace(reason))
            {
                values.RejectEntry(
                    "smoke.optOuts",
                    name,
                    reason,
                    "a reason",
                    "the subnet reaches no archive, by design"
                );
            }
        }
    }
}
