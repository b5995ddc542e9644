using Jumpbox.Naming;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Probing;

/// <summary>
/// What can be found out in the subnets before a build, and what cannot. A subnet that is delegated to container groups takes
/// nothing else, and a build subnet takes no container group: it can be probed by a machine alone. Source: Azure Container
/// Instances, "virtual network concepts".
/// </summary>
public sealed class ProbePlan
{
    // Run Command reports the last 4,096 bytes of a script's output, and a line has at most 550.
    private const int LinesOfCommand = 7;

    private ProbePlan(ProbeTarget[] targets, string[] unprobed, bool hasMachine) =>
        (Targets, Unprobed, HasMachine) = (targets, unprobed, hasMachine);

    /// <summary>What stays unknown, as sentences.</summary>
    public IReadOnlyList<string> Unprobed { get; }

    /// <summary>Whether a machine is created in the build subnet.</summary>
    public bool HasMachine { get; }

    /// <summary>Whether a container group is created in the container-instance subnet.</summary>
    public bool HasContainer => Targets.Any(target => !target.IsFromBuild);

    /// <summary>Whether there is anything to probe.</summary>
    public bool IsEmpty => Targets.Count == 0;

    internal IReadOnlyList<ProbeTarget> Targets { get; }

    /// <summary>What the container connects to, one line each.</summary>
    /// <param name="machine">The address of the machine in the build subnet; null if there is none.</param>
    public string ContainerLines(string? machine) =>
        string.Join(
            '\n',
            Targets
                .Where(target => !target.IsFromBuild && (!target.LeadsToMachine || machine is not null))
                .Select(target => target.Line(machine))
        );

    /// <summary>What the machine connects to: for each of its commands, lines with semicolons between them.</summary>
    public IReadOnlyList<string> MachineCommands =>
        [
            .. Targets
                .Where(target => target.IsFromBuild)
                .Chunk(LinesOfCommand)
                .Select(part => string.Join(';', part.Select(target => target.Line()))),
        ];

    /// <summary>Plans the probe.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="egress">The egress list.</param>
    /// <param name="withMachine">Whether a machine is created in the build subnet.</param>
    public static ProbePlan Of(JumpboxSettings settings, IReadOnlyList<EgressHost> egress, bool withMachine = false)
    {
        NetworkSettings network = settings.Network;
        string build = network.BuildSubnetId.Name;
        List<string> unprobed = [];
        List<ProbeTarget> targets = [];
        if (!withMachine)
        {
            int others = egress.Count(host => host.From != EgressOrigin.ContainerInstance);
            unprobed.Add(
                $"{build} takes no container group, so its {others} flows have the model's answer alone; --probe=machines creates a "
                    + "machine there."
            );
        }
        else if (network.UsesPrivateLink)
        {
            unprobed.Add(
                $"{build} → {build}:{RequiredFlows.Ssh} and :{RequiredFlows.ProxyPort} need a second machine and a load balancer; they "
                    + "have the model's answer alone."
            );
        }
        foreach (EgressHost host in egress.Where(host => withMachine || host.From == EgressOrigin.ContainerInstance))
        {
            string from = host.From == EgressOrigin.ContainerInstance ? network.ContainerInstanceSubnetId!.Name : build;
            if (Example(host.Host, settings) is { } name)
            {
                targets.Add(new(targets.Count + 1, host, name));
            }
            else
            {
                unprobed.Add(
                    $"{from} → {host}: the account is created during a build; network.probeAccount names one that exists."
                );
            }
        }
        if (network.ContainerInstanceSubnetId is { } containers)
        {
            if (withMachine)
            {
                targets.Add(
                    new(
                        targets.Count + 1,
                        new(build, RequiredFlows.Ssh, "SSH of the build VM") { From = EgressOrigin.ContainerInstance },
                        build
                    )
                    {
                        LeadsToMachine = true,
                    }
                );
            }
            else
            {
                unprobed.Add(
                    $"{containers.Name} → {build}:{RequiredFlows.Ssh} needs a machine in {build} that answers, and there is none before "
                        + "a build."
                );
            }
        }
        return new([.. targets], [.. unprobed], withMachine);
    }

    // Microsoft Artifact Registry has a data endpoint in each region, such as westus.data.mcr.microsoft.com.
    private static string? Example(string host, JumpboxSettings settings) =>
        !host.StartsWith('*') ? host
        : host == "*.data.mcr.microsoft.com" ? $"{Regions.Normalise(settings.Location)}{host[1..]}"
        : settings.Network.ProbeAccount is { } account ? $"{account}{host[1..]}"
        : null;
}
