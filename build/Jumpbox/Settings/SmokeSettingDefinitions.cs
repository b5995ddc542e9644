namespace Jumpbox.Settings;

/// <summary>The settings of the target Smoke.</summary>
internal static class SmokeSettingDefinitions
{
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new(
            "smoke.subnetId",
            SettingKind.ResourceId,
            "The subnet in which Smoke starts two machines from the image, without public addresses; in the region of the image. Not set: "
                + "none is started, and the gate says so. See [smoke](smoke.md)."
        )
        {
            ResourceTypes = ["Microsoft.Network/virtualNetworks/subnets"],
            Example =
                "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet-smoke",
        },
        new("smoke.size", SettingKind.Text, "The size of these machines. Default: that of the build VM.")
        {
            Example = "Standard_D2ds_v5",
        },
        new(
            "smoke.clusters",
            SettingKind.TextList,
            "AKS clusters that a machine from the image must reach from the subnet, as resource ids. See [smoke](smoke.md#clusters)."
        )
        {
            Pattern =
                "^/[sS]ubscriptions/[0-9a-fA-F-]{36}/[rR]esource[gG]roups/[^/]{1,90}/providers/Microsoft\\.ContainerService/managedClusters/[A-Za-z0-9]([-_A-Za-z0-9]{0,61}[A-Za-z0-9])?$",
            Expectation = $"the resource id of a {SmokeSettings.ClusterType}",
            Example =
                "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-aks/providers/Microsoft.ContainerService/managedClusters/aks-prod",
        },
        new(
            "smoke.identityId",
            SettingKind.ResourceId,
            "The user-assigned identity with which the machine signs in to these clusters; without it, what needs a sign-in is unknown."
        )
        {
            ResourceTypes = [SmokeSettings.IdentityType],
            Example =
                "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-aks/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-jumpbox",
        },
        new(
            "smoke.sshPort",
            SettingKind.Integer,
            "The TCP port at which the machine must reach the nodes of these clusters, for example 22. Not set: it is not tried."
        )
        {
            Minimum = 1,
            Maximum = 65535,
        },
        new(
            "smoke.skip",
            SettingKind.Text,
            "Why no machine is started from the image, in one line. The gate shows it and does not require one."
        )
        {
            Pattern = "^.{3,200}$",
            Expectation = "a reason of 3 to 200 characters in one line",
            Example = "the subnet is being rebuilt until 15 January",
        },
        new(
            "smoke.optOuts",
            SettingKind.TextMap,
            "Checks of Smoke that do not decide: the check's name and the reason, which the gate shows."
        )
        {
            Example = "the subnet reaches no archive, by design",
        },
    ];
}
