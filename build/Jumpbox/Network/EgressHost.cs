namespace Jumpbox.Network;

/// <summary>A host that a build must reach.</summary>
/// <param name="Host">
/// The host, or a pattern such as <c>*.blob.core.windows.net</c> where the name is generated later.
/// </param>
/// <param name="Port">The TCP port.</param>
/// <param name="Reason">The purpose, as a short noun phrase.</param>
public sealed record EgressHost(string Host, int Port, string Reason)
{
    /// <summary>The machine that connects, which determines the source subnet.</summary>
    public EgressOrigin From { get; init; } = EgressOrigin.BuildVm;

    /// <summary>The step of a build in which it connects, as a short noun phrase.</summary>
    public string Step { get; init; } = "customizing";

    /// <summary>
    /// Whether the publisher serves from another host today and only falls back to this one: a build works without it.
    /// </summary>
    public bool IsFallback { get; init; }

    /// <summary>Host and port, for example <c>github.com:443</c>.</summary>
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>Which machine of a build opens a connection.</summary>
public enum EgressOrigin
{
    /// <summary>The build VM, in the build subnet.</summary>
    BuildVm,

    /// <summary>
    /// The container instance that runs Packer, in its own subnet; only with a container-instance subnet.
    /// </summary>
    ContainerInstance,

    /// <summary>The proxy VM, in the build subnet; only without a container-instance subnet.</summary>
    ProxyVm,
}
