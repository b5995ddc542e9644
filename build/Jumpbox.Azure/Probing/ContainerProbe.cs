using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Boundaries;
using Jumpbox.Naming;
using Jumpbox.Probing;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Probing;

/// <summary>The part of a probe that runs in a container group of the container-instance subnet.</summary>
internal sealed class ContainerProbe(AzureSession azure, JumpboxSettings settings)
{
    private readonly Names _names = new(settings);

    /// <summary>Creates the group and waits for its log.</summary>
    /// <param name="script">The shell script.</param>
    /// <param name="lines">What it connects to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The log, and why it is not complete, as a sentence; null if it is.</returns>
    public async Task<(string Log, string? Trouble)> RunAsync(
        string script,
        string lines,
        CancellationToken cancellationToken
    )
    {
        ArmOperation creation = await azure.ContainerGroups.CreateAsync(
            _names.Probe,
            ProbeGroup.Body(settings, script, lines, azure.Options.Time.GetUtcNow()),
            cancellationToken
        );
        ProbeState state = await new ThrowawayWatch(azure, Limits.Probe).LookAsync(
            async () => ProbeGroup.State(await azure.ContainerGroups.GetAsync(_names.Probe, cancellationToken)),
            seen => seen.IsOver,
            cancellationToken
        );
        if (state.HasFailed)
        {
            // Says why, as an error.
            _ = await creation.WaitAsync(cancellationToken);
        }
        creation.RecordCreated([$"{_names.Probe}"]);
        if (state.IsDeleted)
        {
            return ("", state.Trouble(settings.Network.ProbeImage!));
        }
        string log = await azure.ContainerGroups.LogAsync(_names.Probe, ProbeGroup.Container, cancellationToken);
        return (log, ProbeLog.IsComplete(log) ? null : state.Trouble(settings.Network.ProbeImage!));
    }
}
