namespace Jumpbox.Network;

/// <summary>Traffic that a build needs.</summary>
/// <param name="Source">Where it comes from; the source port is one of 1024 to 65535.</param>
/// <param name="Destination">Where it goes to.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Port">The destination port.</param>
/// <param name="Reason">What the build needs it for, as the end of a sentence.</param>
public sealed record Flow(FlowEnd Source, FlowEnd Destination, TransportProtocol Protocol, int Port, string Reason)
{
    /// <summary>The flow in one line, for example <c>snet-containers → snet-build TCP 22</c>.</summary>
    public override string ToString() =>
        $"{Source.Name} → {Destination.Name} {Protocol.ToString().ToUpperInvariant()} {Port}";
}
