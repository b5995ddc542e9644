using Jumpbox.Naming;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Probing;

/// <summary>
/// What a container group can find out in the container-instance subnet, and what it cannot. A subnet that is delegated to
/// container groups takes nothing else, and a build subnet takes no container group: its machines can be probed by a machine
/// alone. Source: Azure Container Instances, "virtual network concepts".
/// </summary>
public sealed class ProbePlan
{
    private readonly string[] _unprobed;

    private ProbePlan(ProbeTarget[] targets, string[] unprobed) => (Targets, _unprobed) = (targets, unprobed);

    /// <summary>What stays unknown, as sentences.</summary>
    public IReadOnlyList<string> Unprobed => _unprobed;

    /// <summary>Whether there is anything to probe.</summary>
    public bool IsEmpty => Targets.Count == 0;

    /// <summary>The lines of the probe's script, one for each connection.</summary>
    public string Lines => string.Join('\n', Targets.Select(target => target.Line));

    internal IReadOnlyList<ProbeTarget> Targets { get; }

    /// <summary>Plans the probe.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="egress">The egress list.</param>
    public static ProbePlan Of(JumpboxSettings settings, IReadOnlyList<EgressHost> egress)
    {
        NetworkSettings network = settings.Network;
        string build = network.BuildSubnetId.Name;
        int others = egress.Count(host => host.From != EgressOrigin.ContainerInstance);
        List<string> unprobed =
        [
            $"{build} takes no container group, so its {others} flows have the model's answer alone.",
        ];
        if (network.ContainerInstanceSubnetId is not { } containers)
        {
            return new([], [.. unprobed]);
        }
        unprobed.Add(
            $"{containers.Name} → {build}:22 needs a machine in {build} that answers, and there is none before a build."
        );
        List<ProbeTarget> targets = [];
        foreach (EgressHost host in egress.Where(host => host.From == EgressOrigin.ContainerInstance))
        {
            if (Example(host.Host, settings) is { } name)
            {
                targets.Add(new(targets.Count + 1, host, name));
            }
            else
            {
                unprobed.Add(
                    $"{containers.Name} → {host}: the account is created during a build; network.probeAccount names one that exists."
                );
            }
        }
        return new([.. targets], [.. unprobed]);
    }

    // Microsoft Artifact Registry has a data endpoint in each region, such as westus.data.mcr.microsoft.com.
    private static string? Example(string host, JumpboxSettings settings) =>
        !host.StartsWith('*') ? host
        : host == "*.data.mcr.microsoft.com" ? $"{Regions.Normalise(settings.Location)}{host[1..]}"
        : settings.Network.ProbeAccount is { } account ? $"{account}{host[1..]}"
        : null;
}
