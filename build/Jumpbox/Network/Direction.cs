namespace Jumpbox.Network;

/// <summary>On which side of a network interface a security rule works.</summary>
public enum Direction
{
    /// <summary>Traffic that comes to the interface.</summary>
    Inbound,

    /// <summary>Traffic that leaves the interface.</summary>
    Outbound,
}
