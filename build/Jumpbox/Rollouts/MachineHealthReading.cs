namespace Jumpbox.Rollouts;

/// <summary>
/// Reads a machine's health from what Azure reports of it. Sources: azure-compute-docs, virtual-machine-scale-sets-health-extension.md and
/// states-billing.md. Pure.
/// </summary>
public static class MachineHealthReading
{
    /// <summary>Reads it.</summary>
    /// <param name="state">The provisioning state of the machine.</param>
    /// <param name="health">The code of the state that the health extension reports, such as <c>HealthState/healthy</c>; null for none.</param>
    /// <param name="age">How long it has existed.</param>
    /// <param name="limit">How long it may take to report that it is healthy.</param>
    /// <returns>The health, and why, as the end of a sentence.</returns>
    public static (MachineHealth Health, string Why) Of(string? state, string? health, TimeSpan age, TimeSpan limit)
    {
        if (state is "Failed" or "Canceled")
        {
            return (MachineHealth.Unhealthy, $"Azure could not create it: its state is {state}");
        }
        string word = health is { } code ? code[(code.LastIndexOf('/') + 1)..].ToLowerInvariant() : "none";
        return word switch
        {
            "healthy" => (MachineHealth.Healthy, "it reports that it is healthy"),
            "unhealthy" => (MachineHealth.Unhealthy, "it reports that it is unhealthy"),
            _ when age <= limit => (MachineHealth.Pending, $"it has not reported its health yet ({word})"),
            _ => (
                MachineHealth.Unhealthy,
                FormattableString.Invariant(
                    $"it did not report that it is healthy within {limit.TotalMinutes:F0} minutes ({word}); unknown counts as unhealthy"
                )
            ),
        };
    }
}
