using Jumpbox.Boundaries;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Smoke;

/// <summary>What Smoke needs, reported before it starts: machines, time and cost.</summary>
public static class SmokeNeeds
{
    /// <summary>How many machines it starts.</summary>
    public const int Machines = 2;

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
