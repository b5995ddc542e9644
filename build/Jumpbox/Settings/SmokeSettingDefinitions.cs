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
