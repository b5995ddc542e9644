using LocalAzure.Guests;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Faults;

/// <summary>
/// What the fault rules and the options say to services, which ask within a transaction: if it is undone, as those of validate and what-if
/// are, what was asked does not count.
/// </summary>
/// <param name="plan">The rules; null for none.</param>
/// <param name="failing">A customizer that fails, with its exit code; null for none.</param>
/// <param name="store">The store whose transactions count.</param>
internal sealed class FaultsOfServices(FaultPlan? plan, (string Customizer, int ExitCode)? failing, ResourceStore store)
{
    /// <summary>How a customizer or validator fails; null lets it succeed.</summary>
    public StepFailure? FailureOf(string step) =>
        failing is { } fault && fault.Customizer == step && fault.ExitCode != 0
            ? new StepFailure(fault.ExitCode, [])
            : plan?.OnStep(step, store.WhenUndone);

    /// <summary>The message with which an image build fails in a phase; null lets it continue.</summary>
    public string? FailureIn(string phase) => plan?.OnPhase(phase, store.WhenUndone);

    /// <summary>Whether the copy of a gallery image version to a region fails.</summary>
    public bool FailsReplication(string region) => plan?.OnReplication(region, store.WhenUndone) ?? false;

    /// <summary>What goes wrong with machines.</summary>
    public MachineFaults Machines =>
        new(
            (machine, image) => plan?.OnHealth(machine, image, store.WhenUndone),
            (machine, image) => plan?.OnCreation(machine, image, store.WhenUndone) ?? false,
            (command, script) => plan?.OnScript(command, script, store.WhenUndone)
        );
}
