using Jumpbox.Boundaries;
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

    private const string Containers = "Microsoft.ContainerInstance/containerGroups";
    private const string Join = ThrowawayNeeds.JoinSubnet;

    private static readonly string[] OfContainer =
    [
        $"{Containers}/read",
        $"{Containers}/write",
        $"{Containers}/delete",
        $"{Containers}/containers/logs/read",
    ];

    private static readonly string[] OfGroup =
    [
        "Microsoft.Resources/subscriptions/resourceGroups/write",
        "Microsoft.Resources/subscriptions/resourceGroups/delete",
    ];

    /// <summary>The permissions of the signed-in account.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="plan">What is created.</param>
    /// <param name="createsGroup">Whether the builder's group does not exist, so that it is created and deleted.</param>
    public static IReadOnlyList<RequiredAction> For(JumpboxSettings settings, ProbePlan plan, bool createsGroup)
    {
        string subscription = $"/subscriptions/{settings.SubscriptionId}";
        string group = createsGroup ? subscription : new Names(settings).BuilderGroup.ToString();
        List<RequiredAction> needs = [];
        void Need(string scope, IEnumerable<string> actions) =>
            needs.AddRange(actions.Select(action => new RequiredAction("Probe", scope, action)));

        Need(subscription, createsGroup ? OfGroup : []);
        if (plan.HasContainer)
        {
            Need(group, OfContainer);
            Need($"{settings.Network.ContainerInstanceSubnetId}", [Join]);
        }
        if (plan.HasMachine)
        {
            Need(group, ThrowawayNeeds.OfMachine);
            Need($"{settings.Network.BuildSubnetId}", [Join]);
            if (settings.Image.Base.ImageId is { } image)
            {
                Need($"{image}", [$"{image.Type}/read"]);
            }
        }
        return needs;
    }

    /// <summary>The announcement, as sentences: what is created where, for how long, at which cost.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="plan">What is created.</param>
    public static string Announce(JumpboxSettings settings, ProbePlan plan)
    {
        Names names = new(settings);
        List<string> made = [];
        if (plan.HasContainer)
        {
            made.Add(
                $"the container group {names.Probe.Name} in {names.Probe.ResourceGroup}, with {Cores} core and {MemoryInGB} GB in the "
                    + $"subnet {settings.Network.ContainerInstanceSubnetId!.Name}"
            );
        }
        if (plan.HasMachine)
        {
            made.Add(
                $"the virtual machine {names.ProbeMachine.Name} in {names.ProbeMachine.ResourceGroup}, a {settings.BuildVm.Size} from "
                    + $"the base image in the subnet {settings.Network.BuildSubnetId.Name}, with an interface and a disk, without a "
                    + "public address"
            );
        }
        return $"Probe: {string.Join(", and ", made)}, {(made.Count > 1 ? "are" : "is")} created, read and deleted, within "
            + $"{Limits.Probe.TotalMinutes:F0} minutes.{Cost(settings, plan)}";
    }

    private static string Cost(JumpboxSettings settings, ProbePlan plan)
    {
        (string Key, decimal Amount)[] parts =
        [
            .. plan.HasContainer
                ? [("containerCoreHour", Cores), ("containerGiBHour", MemoryInGB)]
                : Array.Empty<(string, decimal)>(),
            .. plan.HasMachine ? [("vmHour", 1)] : Array.Empty<(string, decimal)>(),
        ];
        return parts.All(part => settings.Prices.ContainsKey(part.Key))
            ? FormattableString.Invariant(
                $" It costs at most {parts.Sum(part => part.Amount * settings.Prices[part.Key]) * (decimal)Limits.Probe.TotalHours:F2}."
            )
            : $" It costs a few minutes of {(plan.HasMachine ? "these resources" : "a container group")}; with "
                + $"{string.Join(" and ", parts.Select(part => $"prices.{part.Key}"))} in the settings the amount is printed here.";
    }
}
