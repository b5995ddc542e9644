namespace Jumpbox.Network;

/// <summary>A host that a build must reach.</summary>
/// <param name="Host">The host, or a pattern such as <c>*.blob.core.windows.net</c> where the name is made up later.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Reason">What for, as a short noun phrase.</param>
public sealed record EgressHost(string Host, int Port, string Reason)
{
    /// <summary>The machine that asks for it, and so the subnet that it is asked from.</summary>
    public EgressOrigin From { get; init; } = EgressOrigin.BuildVm;

    /// <summary>Host and port, for example <c>github.com:443</c>.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
