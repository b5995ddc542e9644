namespace Jumpbox.Settings;

/// <summary>The settings of the target Rollout.</summary>
internal static class RolloutSettingDefinitions
{
    private const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups";

    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new(
            "rollout.kind",
            SettingKind.Choice,
            "The machines that Rollout creates from a released image: a scale set (`uniform`, `flexible`), single `machines`, or `none`. See "
                + "[use the image](use-the-image.md)."
        )
        {
            Default = "none",
            Choices = ["none", "uniform", "flexible", "machines"],
        },
        new("rollout.name", SettingKind.Text, "The name in the names of what Rollout creates. Default: `image.name`.")
        {
            Pattern = "^[a-z][a-z0-9-]{1,30}[a-z0-9]$",
            Expectation = "3 to 32 lower-case letters, digits and dashes, beginning with a letter",
            Example = "aks-jumpbox",
        },
        new(
            "rollout.resourceGroup",
            SettingKind.Text,
            "The resource group of the machines, in the subscription of `rollout.subnetId`. It must exist."
        )
        {
            Pattern = @"^[-\w._()]{1,89}[-\w_()]$",
            Expectation = "a resource group name: at most 90 letters, digits and -_.(), not ending in a dot",
            Example = "rg-jumpboxes",
        },
        new(
            "rollout.subnetId",
            SettingKind.ResourceId,
            "The subnet of the machines, which reaches the clusters. It may be in another subscription of the tenant; the machines are in "
                + "its subscription and region."
        )
        {
            ResourceTypes = ["Microsoft.Network/virtualNetworks/subnets"],
            Example =
                $"{Subscription}/rg-network/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet-jumpboxes",
        },
        Number("rollout.instances", "2", 1, 50, "How many machines there are."),
        Number(
            "rollout.surge",
            "1",
            1,
            50,
            "How many machines may exist beside these while they are replaced; as many are replaced at a time. Not for `machines`, which are all "
                + "created before the first one is deleted."
        ),
        new("rollout.size", SettingKind.Text, "The size of the machines. Default: that of the build VM.")
        {
            Example = "Standard_D2ds_v5",
        },
        new("rollout.zones", SettingKind.TextList, "The availability zones of the machines. Default: none.")
        {
            Pattern = "^[1-3]$",
            Expectation = "1, 2 or 3",
        },
        new(
            "rollout.osDisk",
            SettingKind.Choice,
            "`ephemeral`: in the host, for nothing, and lost when a machine is moved; `managed`: a disk resource."
        )
        {
            Default = "ephemeral",
            Choices = ["ephemeral", "managed"],
        },
        new(
            "rollout.login",
            SettingKind.Choice,
            "How people sign in: `keys` of `rollout.users`, or `entra`: Microsoft Entra ID by the extension AADSSHLoginForLinux."
        )
        {
            Default = "keys",
            Choices = ["keys", "entra"],
        },
        new(
            "rollout.users",
            SettingKind.TextMap,
            "The users and their public keys, separated by commas: Ed25519, or RSA of at least 3072 bits."
        )
        {
            Expectation = "public keys, separated by commas",
            Example = "ssh-ed25519 AAAA… ops@example.com",
        },
        new("rollout.sudo", SettingKind.TextList, "The users of `rollout.users` who may use sudo. Default: nobody."),
        new(
            "rollout.identityId",
            SettingKind.ResourceId,
            "The user-assigned identity of the machines. Default: one is created if `rollout.roles` or monitoring needs it."
        )
        {
            ResourceTypes = [SmokeSettings.IdentityType],
            Example = $"{Subscription}/rg-aks/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-jumpbox",
        },
        new(
            "rollout.roles",
            SettingKind.TextList,
            "The roles of the identity that Rollout creates, each as `ROLE-GUID@RESOURCE-GROUP-ID`. Default: none."
        )
        {
            Expectation = "ROLE-GUID@RESOURCE-GROUP-ID",
            Example = $"4abbcc35-e782-43d8-92c5-2d3f1bd2253f@{Subscription}/rg-aks",
        },
        new(
            "rollout.workspaceId",
            SettingKind.ResourceId,
            "The Log Analytics workspace for auth, authpriv (sudo and auditd are there), syslog and performance. Default: none."
        )
        {
            ResourceTypes = ["Microsoft.OperationalInsights/workspaces"],
            Example = $"{Subscription}/rg-monitor/providers/Microsoft.OperationalInsights/workspaces/log-ops",
        },
        new(
            "rollout.bastionId",
            SettingKind.ResourceId,
            "The Bastion through which people come. Default: none is named."
        )
        {
            ResourceTypes = ["Microsoft.Network/bastionHosts"],
            Example = $"{Subscription}/rg-hub/providers/Microsoft.Network/bastionHosts/bas-hub",
        },
        new(
            "rollout.bastionSku",
            SettingKind.Choice,
            "Creates a Bastion in the network of the machines. `basic` and `standard` need an `AzureBastionSubnet`; `standard` supports the native client. "
                + "`developer` is free and shared: one connection at a time, in the portal, and not in every region."
        )
        {
            Choices = ["developer", "basic", "standard"],
        },
        Number(
            "rollout.justInTimeHours",
            "0",
            0,
            24,
            "For how many hours at most SSH of a machine can be requested by just-in-time access, which closes it otherwise; 0: none. For `machines` "
                + "alone; it needs Microsoft Defender for Servers Plan 2 and a network security group of the subnet."
        ),
        Number("rollout.healthPort", "22", 1, 65535, "The port at which a machine checks its own health."),
        new(
            "rollout.healthPath",
            SettingKind.Text,
            "The path of an HTTP health check, whose answer says `{\"ApplicationHealthState\":\"Healthy\"}`. Default: a TCP connection."
        )
        {
            Pattern = "^/[A-Za-z0-9._~/-]{0,200}$",
            Expectation = "a path that begins with a slash",
            Example = "/health",
        },
        new(
            "rollout.loggedIn",
            SettingKind.Choice,
            "What happens to people who are signed in to a machine that is replaced: `wait` keeps the machine until they have left; `notice` tells "
                + "them the deadline, and deletes the machine then."
        )
        {
            Default = "wait",
            Choices = ["wait", "notice"],
        },
        Number(
            "rollout.loggedInMinutes",
            "60",
            5,
            1440,
            "How long people who are signed in are waited for, in minutes. Afterwards the rollout fails with `wait`, and the next run continues it."
        ),
    ];

    private static SettingDefinition Number(string path, string start, int least, int most, string description) =>
        new(path, SettingKind.Integer, description)
        {
            Default = start,
            Minimum = least,
            Maximum = most,
        };
}
