using System.Text;
using System.Text.RegularExpressions;

namespace Jumpbox.Settings;

/// <summary>Reads and validates the settings of the target Rollout.</summary>
internal static partial class RolloutSettingsReading
{
    // Source: Azure/bicep-types-az, Microsoft.Compute, "OSProfile": customData, decoded.
    private const int LongestCustomData = 65_535;

    private static readonly string[] OnlyWithMachines =
    [
        "rollout.name",
        "rollout.resourceGroup",
        "rollout.subnetId",
        "rollout.size",
        "rollout.identityId",
        "rollout.workspaceId",
        "rollout.bastionId",
        "rollout.bastionSku",
        "rollout.healthPath",
    ];

    public static RolloutSettings Read(SettingValues values) =>
        new()
        {
            Kind = values.Choice<RolloutKind>("rollout.kind"),
            Name = values.Text("rollout.name") ?? values.Text("image.name")!,
            ResourceGroup = values.Text("rollout.resourceGroup") ?? "",
            Instances = values.Integer("rollout.instances"),
            Surge = values.Integer("rollout.surge"),
            Size = values.Text("rollout.size") ?? values.Text("buildVm.size")!,
            SubnetId = values.Id("rollout.subnetId"),
            Zones = [.. values.List("rollout.zones").Order(StringComparer.Ordinal)],
            HasEphemeralDisk = values.Text("rollout.osDisk") == "ephemeral",
            UsesEntra = values.Text("rollout.login") == "entra",
            Users = Users(values),
            Sudo = values.List("rollout.sudo"),
            IdentityId = values.Id("rollout.identityId"),
            Roles = [.. values.List("rollout.roles").Select(GroupRole.Parse).OfType<GroupRole>()],
            WorkspaceId = values.Id("rollout.workspaceId"),
            BastionId = values.Id("rollout.bastionId"),
            BastionSku = values.Text("rollout.bastionSku") is { Length: > 0 } sku
                ? $"{char.ToUpperInvariant(sku[0])}{sku[1..]}"
                : null,
            JustInTimeHours = values.Integer("rollout.justInTimeHours"),
            HealthPath = values.Text("rollout.healthPath"),
            HealthPort = values.Integer("rollout.healthPort"),
            OnlyNotifies = values.Text("rollout.loggedIn") == "notice",
            Patience = TimeSpan.FromMinutes(values.Integer("rollout.loggedInMinutes")),
        };

    public static void Check(SettingValues values, JumpboxSettings settings)
    {
        RolloutSettings rollout = settings.Rollout;
        CheckKeys(values);
        CheckRoles(values, rollout);
        if (rollout.HasJustInTime && rollout.Kind != RolloutKind.Machines)
        {
            // Source: Microsoft Defender for Cloud, "Enable just-in-time access on VMs": a policy names virtual machines; scale sets are not mentioned.
            values.Reject(
                "rollout.justInTimeHours",
                $"0, since rollout.kind is {values.Text("rollout.kind")}: Azure offers just-in-time access for single virtual machines; or use "
                    + "rollout.kind machines",
                "0"
            );
        }
        if (!rollout.IsAsked)
        {
            foreach (string path in OnlyWithMachines.Where(path => values.Text(path) is not null))
            {
                values.Reject(path, "no value, since rollout.kind is none", null);
            }
            return;
        }
        if (settings.Image.Distribute.Kind == DistributionKind.Vhd)
        {
            values.Reject(
                "rollout.kind",
                "none, since image.distribute.kind is vhd: a machine is created from an image",
                "none"
            );
        }
        foreach (string path in (string[])["rollout.resourceGroup", "rollout.subnetId"])
        {
            if (string.IsNullOrEmpty(values.Text(path)))
            {
                values.Reject(path, $"a value, since rollout.kind is {values.Text("rollout.kind")}", null);
            }
        }
        if (
            settings.Network.ContainerInstanceSubnetId is { } containers
            && rollout.SubnetId is { } subnet
            && containers.Equals(subnet)
        )
        {
            values.Reject(
                "rollout.subnetId",
                "another subnet than network.containerInstanceSubnetId, which takes container groups alone",
                null
            );
        }
        if (
            settings.ResourceGroups.Builder.Equals(rollout.ResourceGroup, StringComparison.OrdinalIgnoreCase)
            && rollout.SubnetId?.SubscriptionId.Equals(settings.SubscriptionId, StringComparison.OrdinalIgnoreCase)
                == true
        )
        {
            values.Reject(
                "rollout.resourceGroup",
                "another group than resourceGroups.builder, which Cleanup can delete",
                "rg-jumpboxes"
            );
        }
        CheckLogin(values, rollout);
        if (rollout.BastionId is not null && rollout.BastionSku is not null)
        {
            values.Reject("rollout.bastionSku", "no value, since rollout.bastionId names an existing Bastion", null);
        }
        if (rollout.Zones.Distinct(StringComparer.Ordinal).Count() < rollout.Zones.Count)
        {
            values.Reject("rollout.zones", "each zone once", null);
        }
    }

    private static void CheckLogin(SettingValues values, RolloutSettings rollout)
    {
        if (rollout is { UsesEntra: true, Kind: RolloutKind.Flexible })
        {
            // Source: azure-compute-docs, orchestration modes: a flexible set takes user-assigned identities only.
            values.Reject(
                "rollout.login",
                "keys, since rollout.kind is flexible: Entra login requires a system-assigned identity, which such a set does not give its machines; "
                    + "or use rollout.kind uniform or machines",
                "keys"
            );
        }
        if (rollout.UsesEntra && rollout.Users.Count > 0)
        {
            values.Reject("rollout.login", "keys, since rollout.users has users; or remove them", "keys");
        }
        if (!rollout.UsesEntra && values.Map<string>("rollout.users").Count == 0)
        {
            values.Reject("rollout.users", "at least one user with a public key, since rollout.login is keys", null);
        }
        foreach (string user in rollout.Sudo.Where(user => !values.Map<string>("rollout.users").ContainsKey(user)))
        {
            values.RejectEntry("rollout.sudo", user, "one of the users of rollout.users");
        }
        if (Encoding.UTF8.GetByteCount(CloudConfig.Of(rollout)) > LongestCustomData)
        {
            values.Reject(
                "rollout.users",
                $"fewer users or keys: their cloud-init exceeds {LongestCustomData} bytes",
                null
            );
        }
    }

    private static void CheckRoles(SettingValues values, RolloutSettings rollout)
    {
        foreach (string entry in values.List("rollout.roles").Where(entry => GroupRole.Parse(entry) is null))
        {
            values.RejectEntry("rollout.roles", entry, "ROLE-GUID@RESOURCE-GROUP-ID");
        }
        if (rollout is { IdentityId: not null, Roles.Count: > 0 })
        {
            values.Reject(
                "rollout.roles",
                "no roles, since rollout.identityId names an existing identity: assign them to it where it is managed",
                null
            );
        }
    }

    private static void CheckKeys(SettingValues values)
    {
        foreach ((string user, string text) in values.Map<string>("rollout.users"))
        {
            if (!UserName().IsMatch(user) || Reserved.Contains(user, StringComparer.Ordinal))
            {
                values.RejectEntry(
                    "rollout.users",
                    user,
                    null,
                    "a user name of at most 32 lower-case letters, digits, - and _, and not that of a system user",
                    "ops"
                );
            }
            string[] keys = Keys(text);
            if (keys.Length == 0)
            {
                values.RejectEntry("rollout.users", user, text, "at least one public key", null);
            }
            foreach (string key in keys)
            {
                if (SshPublicKey.TryParse(key, out _) is { } problem)
                {
                    // A private key would be printed with the message.
                    bool isSecret = key.Contains("PRIVATE KEY", StringComparison.Ordinal);
                    values.RejectEntry("rollout.users", user, isSecret ? "(not shown)" : key, problem, null);
                }
            }
        }
    }

    private static readonly string[] Reserved =
    [
        "root",
        "daemon",
        "bin",
        "sys",
        "sync",
        "backup",
        "nobody",
        "www-data",
        "syslog",
        "sshd",
        RolloutSettings.UnusedUser,
    ];

    private static SortedDictionary<string, IReadOnlyList<SshPublicKey>> Users(SettingValues values) =>
        new(
            values
                .Map<string>("rollout.users")
                .ToDictionary(
                    pair => pair.Key,
                    pair =>
                        (IReadOnlyList<SshPublicKey>)
                            [
                                .. Keys(pair.Value)
                                    .Select(line =>
                                        SshPublicKey.TryParse(line, out SshPublicKey? key) is null ? key : null
                                    )
                                    .OfType<SshPublicKey>(),
                            ]
                ),
            StringComparer.Ordinal
        );

    private static string[] Keys(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("^[a-z_][a-z0-9_-]{0,31}$", RegexOptions.CultureInvariant)]
    private static partial Regex UserName();
}
