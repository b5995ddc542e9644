using LocalAzure.Guests;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Faults;

/// <summary>
/// What the fault rules and the options say to services, which ask within a transaction: if it is undone, as those of validate and what-if
/// are, what was asked does not count.
/// </summary>
internal sealed class FaultsOfServices(LocalAzureOptions options, ResourceStore store)
{
    /// <summary>How a customizer or validator fails; null lets it succeed.</summary>
    public StepFailure? FailureOf(string step) =>
        options.FailCustomizer is { } fault && fault.Customizer == step && fault.ExitCode != 0
            ? new StepFailure(fault.ExitCode, [])
            : Plan?.OnStep(step, store.WhenUndone);

    /// <summary>The message with which an image build fails in a phase; null lets it continue.</summary>
    public string? FailureIn(string phase) => Plan?.OnPhase(phase, store.WhenUndone);

    /// <summary>Whether the copy of a gallery image version to a region fails.</summary>
    public bool FailsReplication(string region) => Plan?.OnReplication(region, store.WhenUndone) ?? false;

    /// <summary>What goes wrong with machines.</summary>
    public MachineFaults Machines =>
        new(
            (machine, image) => Plan?.OnHealth(machine, image, store.WhenUndone),
            (machine, image) => Plan?.OnCreation(machine, image, store.WhenUndone) ?? false,
            (command, script) => Plan?.OnScript(command, script, store.WhenUndone)
        );

    private FaultPlan? Plan => options.Faults;
}
