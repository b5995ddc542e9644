namespace Jumpbox.Network;

/// <summary>The protocol that a security rule or a flow speaks.</summary>
public enum TransportProtocol
{
    /// <summary>Every protocol; a flow never has this one.</summary>
    Any,

    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,

    /// <summary>ICMP and the others (ESP, AH), which no flow of ours uses.</summary>
    Other,
}
