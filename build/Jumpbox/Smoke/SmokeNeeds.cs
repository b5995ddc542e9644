using Jumpbox.Boundaries;
using Jumpbox.Naming;
using Jumpbox.Rights;
using Jumpbox.Settings;

namespace Jumpbox.Smoke;

/// <summary>What Smoke needs, reported before it starts: permissions, time and cost.</summary>
public static class SmokeNeeds
{
    /// <summary>How many machines it starts.</summary>
    public const int Machines = 2;

    private const string VirtualMachines = "Microsoft.Compute/virtualMachines";

    private static readonly string[] OfMachine =
    [
        .. ThrowawayNeeds.OfMachine,
        $"{VirtualMachines}/instanceView/read",
        $"{VirtualMachines}/restart/action",
        $"{VirtualMachines}/retrieveBootDiagnosticsData/action",
        $"{VirtualMachines}/runCommands/delete",
    ];

    /// <summary>The permissions of the signed-in account; none where no machine is started.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyList<RequiredAction> For(JumpboxSettings settings)
    {
        if (settings.Smoke is not { IsAsked: true, SubnetId: { } subnet })
        {
            return [];
        }
        List<RequiredAction> needs = [];
        void Need(string scope, IEnumerable<string> actions) =>
            needs.AddRange(actions.Select(action => new RequiredAction("Smoke", scope, action)));

        Need(new Names(settings).BuilderGroup.ToString(), OfMachine);
        Need($"{subnet}", [ThrowawayNeeds.JoinSubnet]);
        Need($"/subscriptions/{settings.SubscriptionId}", ["Microsoft.Compute/skus/read"]);
        Need(
            BuilderNeeds.ImageScope(settings),
            settings.Image.Distribute.Kind == DistributionKind.Gallery
                ? ["Microsoft.Compute/galleries/images/read", "Microsoft.Compute/galleries/images/versions/read"]
                : ["Microsoft.Compute/images/read"]
        );
        return needs;
    }

    /// <summary>The announcement, as sentences: what is created where, for how long, at which cost.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="form">The form of the machines.</param>
    public static string Announce(JumpboxSettings settings, MachineForm form)
    {
        Names names = new(settings);
        return $"Smoke: {Machines} virtual machines {names.SmokeMachine(1).Name} and {names.SmokeMachine(2).Name}, {settings.Smoke.Size}, are "
            + $"created from the image in {names.SmokeMachine(1).ResourceGroup} and the subnet {settings.Smoke.SubnetId!.Name}, without public "
            + $"addresses, checked and deleted, within {Limits.Smoke.TotalMinutes:F0} minutes ({form.Why})."
            + (
                settings.Prices.TryGetValue("vmHour", out decimal hour)
                    ? FormattableString.Invariant(
                        $" They cost at most {Machines * hour * (decimal)Limits.Smoke.TotalHours:F2}."
                    )
                    : " With prices.vmHour in the settings the cost is printed here."
            );
    }
}
