namespace Jumpbox.Settings;

/// <summary>The machines that the target Rollout creates from a released image.</summary>
public sealed record RolloutSettings
{
    /// <summary>The user that Azure requires for a machine; cloud-init does not create it.</summary>
    public const string UnusedUser = "jumpbox-unused";

    /// <summary>The form of the machines.</summary>
    public RolloutKind Kind { get; init; }

    /// <summary>The name in the names of everything that is created.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name of their group, in the subscription of the subnet. It must exist.</summary>
    public string ResourceGroup { get; init; } = "";

    /// <summary>How many machines there are.</summary>
    public int Instances { get; init; }

    /// <summary>How many machines may exist beside these while they are replaced.</summary>
    public int Surge { get; init; } = 1;

    /// <summary>Their size.</summary>
    public string Size { get; init; } = "";

    /// <summary>Their subnet; null only without machines.</summary>
    public ResourceId? SubnetId { get; init; }

    /// <summary>Their availability zones; empty for none.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Whether the OS disk is in the host, so that a machine starts afresh from its image.</summary>
    public bool HasEphemeralDisk { get; init; }

    /// <summary>Whether people sign in with Microsoft Entra ID; otherwise by keys.</summary>
    public bool UsesEntra { get; init; }

    /// <summary>The users and their public keys.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SshPublicKey>> Users { get; init; } =
        new SortedDictionary<string, IReadOnlyList<SshPublicKey>>();

    /// <summary>The users who may use sudo.</summary>
    public IReadOnlyList<string> Sudo { get; init; } = [];

    /// <summary>The user-assigned identity of the machines; null for one that is created if something needs it.</summary>
    public ResourceId? IdentityId { get; init; }

    /// <summary>The roles of the identity that is created.</summary>
    public IReadOnlyList<GroupRole> Roles { get; init; } = [];

    /// <summary>The Log Analytics workspace that receives their logs; null for none.</summary>
    public ResourceId? WorkspaceId { get; init; }

    /// <summary>An existing Bastion through which they are reached; null for none.</summary>
    public ResourceId? BastionId { get; init; }

    /// <summary>The SKU of the Bastion to create: <c>Developer</c>, <c>Basic</c> or <c>Standard</c>; null to create none.</summary>
    public string? BastionSku { get; init; }

    /// <summary>
    /// Whether the Bastion to create has a host of its own, with an address and a subnet. Source: Azure Bastion, "About Bastion
    /// configuration settings": Developer shares one.
    /// </summary>
    public bool HasOwnBastionHost => BastionSku is not (null or "Developer");

    /// <summary>For how many hours a machine's SSH port can be requested just in time; 0 for no just-in-time access.</summary>
    public int JustInTimeHours { get; init; }

    /// <summary>Whether the machines are under just-in-time access.</summary>
    public bool HasJustInTime => JustInTimeHours > 0;

    /// <summary>The path of the health request; null for a TCP connection.</summary>
    public string? HealthPath { get; init; }

    /// <summary>The port at which the machine checks its own health.</summary>
    public int HealthPort { get; init; }

    /// <summary>Whether people who are signed in are only notified of the deadline, and not waited for.</summary>
    public bool OnlyNotifies { get; init; }

    /// <summary>How long people who are signed in are waited for.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Whether there are machines.</summary>
    public bool IsAsked => Kind != RolloutKind.None;

    /// <summary>The group of the machines.</summary>
    public ResourceId Group => ResourceId.ForGroup(SubnetId!.SubscriptionId, ResourceGroup);

    /// <summary>The Bastion to create or to use; null for none.</summary>
    public ResourceId? Bastion =>
        BastionSku is null
            ? BastionId
            : ResourceId.ForResource(
                SubnetId!.SubscriptionId,
                ResourceGroup,
                "Microsoft.Network/bastionHosts",
                $"bas-{Name}"
            );

    /// <summary>Whether the machines have an identity of their own: Entra login requires it, and monitoring accepts it.</summary>
    public bool HasSystemIdentity => UsesEntra;

    /// <summary>Whether a user-assigned identity is created.</summary>
    public bool CreatesIdentity =>
        IdentityId is null && (Roles.Count > 0 || (WorkspaceId is not null && !HasSystemIdentity));
}

/// <summary>The form of the machines that are rolled out.</summary>
public enum RolloutKind
{
    /// <summary>There are none.</summary>
    None,

    /// <summary>A scale set whose instances are equal.</summary>
    Uniform,

    /// <summary>A scale set of virtual machines.</summary>
    Flexible,

    /// <summary>Virtual machines.</summary>
    Machines,
}

/// <summary>A role at a resource group.</summary>
/// <param name="RoleGuid">The role definition's GUID.</param>
/// <param name="Group">The resource group.</param>
public sealed record GroupRole(string RoleGuid, ResourceId Group)
{
    /// <summary>Reads <c>GUID@GROUP-ID</c>; null if it is not one.</summary>
    /// <param name="text">The text.</param>
    public static GroupRole? Parse(string text) =>
        text.Split('@', 2) is [var role, var scope]
        && Guid.TryParseExact(role, "D", out Guid guid)
        && ResourceId.TryParse(scope, out ResourceId? group)
        && group.Equals(group.Group)
            ? new GroupRole(guid.ToString("D"), group)
            : null;
}
