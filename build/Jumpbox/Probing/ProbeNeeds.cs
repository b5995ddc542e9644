using Jumpbox.Naming;
using Jumpbox.Rights;
using Jumpbox.Settings;

namespace Jumpbox.Probing;

/// <summary>What a probe needs, said before it starts: permissions and cost.</summary>
public static class ProbeNeeds
{
    /// <summary>The processor cores of the container.</summary>
    public const int Cores = 1;

    /// <summary>The memory of the container, in GB.</summary>
    public const int MemoryInGB = 1;

    private const string Type = "Microsoft.ContainerInstance/containerGroups";

    /// <summary>The permissions of the signed-in account.</summary>
    /// <param name="settings">The settings, with a container-instance subnet.</param>
    /// <param name="createsGroup">Whether the builder's group does not exist, so that it is created and deleted.</param>
    public static IReadOnlyList<RequiredAction> For(JumpboxSettings settings, bool createsGroup)
    {
        string subscription = $"/subscriptions/{settings.SubscriptionId}";
        string group = createsGroup ? subscription : new Names(settings).BuilderGroup.ToString();
        string[] onGroup = [$"{Type}/read", $"{Type}/write", $"{Type}/delete", $"{Type}/containers/logs/read"];
        string[] ofGroup =
        [
            "Microsoft.Resources/subscriptions/resourceGroups/write",
            "Microsoft.Resources/subscriptions/resourceGroups/delete",
        ];
        return
        [
            .. (createsGroup ? ofGroup : []).Select(action => new RequiredAction("Probe", subscription, action)),
            .. onGroup.Select(action => new RequiredAction("Probe", group, action)),
            new(
                "Probe",
                settings.Network.ContainerInstanceSubnetId!.ToString(),
                "Microsoft.Network/virtualNetworks/subnets/join/action"
            ),
        ];
    }

    /// <summary>The announcement, as sentences: what is created where, for how long, at which cost.</summary>
    /// <param name="settings">The settings, with a container-instance subnet.</param>
    public static string Announce(JumpboxSettings settings)
    {
        ResourceId probe = new Names(settings).Probe;
        string cost =
            settings.Prices.TryGetValue("containerCoreHour", out decimal core)
            && settings.Prices.TryGetValue("containerGiBHour", out decimal memory)
                ? FormattableString.Invariant(
                    $" It costs at most {((Cores * core) + (MemoryInGB * memory)) * (decimal)Boundaries.Limits.Probe.TotalHours:F2}."
                )
                : " It costs a few minutes of a container group; with prices.containerCoreHour and prices.containerGiBHour in the "
                    + "settings the amount is printed here.";
        return $"Probe: the container group {probe.Name} in {probe.ResourceGroup}, with {Cores} core and {MemoryInGB} GB in the subnet "
            + $"{settings.Network.ContainerInstanceSubnetId!.Name}, is created, read and deleted, within "
            + $"{Boundaries.Limits.Probe.TotalMinutes:F0} minutes.{cost}";
    }
}
