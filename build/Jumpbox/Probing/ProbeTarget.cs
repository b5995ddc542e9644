using System.Globalization;
using Jumpbox.Network;

namespace Jumpbox.Probing;

/// <summary>A connection that a probe opens.</summary>
/// <param name="Number">Its number in the probe, counted from 1.</param>
/// <param name="Flow">The host of the egress list that it stands for.</param>
/// <param name="Host">The host that is connected to; an example where the list has a pattern.</param>
internal sealed record ProbeTarget(int Number, EgressHost Flow, string Host)
{
    // Packer, Azure's clients and the steps use TLS on every port but that of file shares.
    private const int FileShare = 445;

    /// <summary>Whether it leads to the probe's own machine in the build subnet, whose address is known once it exists.</summary>
    public bool LeadsToMachine { get; init; }

    /// <summary>Whether it is opened from the build subnet.</summary>
    public bool IsFromBuild => Flow.From != EgressOrigin.ContainerInstance;

    /// <summary>Whether <see cref="Host"/> is an example of a pattern, so that its absence proves nothing.</summary>
    public bool IsExample => Host != Flow.Host;

    /// <summary>Whether TLS is tried on the connection.</summary>
    public bool IsTls => Flow.Port is not FileShare and not 80 and not RequiredFlows.Ssh;

    /// <summary>The line of the probe's script for it.</summary>
    /// <param name="machine">The address of the probe's machine; null without one.</param>
    public string Line(string? machine = null) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Number} {(IsTls ? "tls" : "tcp")} {(LeadsToMachine ? machine : Host)} {Flow.Port}"
        );
}
