namespace Jumpbox.Settings;

/// <summary>Reads and validates the settings of the target Smoke.</summary>
internal static class SmokeSettingsReading
{
    // Eight are checked at a time, and all of them have the quarter of an hour that a command may take.
    private const int MostClusters = 20;

    public static SmokeSettings Read(SettingValues values) =>
        new(
            values.Id("smoke.subnetId"),
            values.Text("smoke.size") ?? values.Text("buildVm.size")!,
            values.Text("smoke.skip"),
            values.Map<string>("smoke.optOuts")
        )
        {
            Clusters =
            [
                .. values
                    .List("smoke.clusters")
                    .Select(text => ResourceId.TryParse(text, out ResourceId? id) ? id : null)
                    .OfType<ResourceId>(),
            ],
            IdentityId = values.Id("smoke.identityId"),
            SshPort = values.Text("smoke.sshPort") is null ? null : values.Integer("smoke.sshPort"),
        };

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
        CheckClusters(values, settings);
        IReadOnlyList<string> ofClusters = ClusterChecks.Names(smoke);
        foreach ((string name, string reason) in smoke.OptOuts)
        {
            if (!SmokeChecks.IsName(name) && !ofClusters.Contains(name))
            {
                values.RejectEntry(
                    "smoke.optOuts",
                    name,
                    null,
                    $"the name of a check: {string.Join(", ", [.. SmokeChecks.All, .. ofClusters])}, or own-NAME",
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

    private static void CheckClusters(SettingValues values, JumpboxSettings settings)
    {
        SmokeSettings smoke = settings.Smoke;
        foreach (
            IGrouping<ResourceId, ResourceId> same in smoke.Clusters.GroupBy(id => id).Where(same => same.Count() > 1)
        )
        {
            values.RejectEntry("smoke.clusters", $"{same.Key}", "each cluster once");
        }
        if (smoke.Clusters.Count > MostClusters)
        {
            values.Reject("smoke.clusters", $"at most {MostClusters} clusters", null);
        }
        if (smoke.Clusters.Count > 0)
        {
            return;
        }
        foreach (string path in (string[])["smoke.identityId", "smoke.sshPort"])
        {
            if (values.Text(path) is not null)
            {
                values.Reject(path, "no value, since smoke.clusters names no cluster that it would be for", null);
            }
        }
        if (settings.KubectlFollowsClusters)
        {
            values.Reject(
                KubectlSetting.Path,
                "true or false, or a cluster in smoke.clusters that kubectl would follow",
                null
            );
        }
    }
}
