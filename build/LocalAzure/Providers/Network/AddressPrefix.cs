using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using LocalAzure.Arm;

namespace LocalAzure.Providers.Network;

/// <summary>An address range in CIDR notation.</summary>
internal readonly record struct AddressPrefix(IPNetwork Network)
{
    /// <exception cref="ArmException">400: not a range, or bits after the prefix are set.</exception>
    public static AddressPrefix Parse(string? text, string resource)
    {
        if (string.IsNullOrEmpty(text))
        {
            throw new ArmException(
                400,
                "AddressPrefixStringCannotBeNullOrEmpty",
                $"Address prefix string for resource {resource} cannot be null or empty."
            );
        }
        // .NET accepts a base address with host bits, and one of fewer than four parts; Azure does not.
        if (
            text.Split('/') is not [var first, _]
            || !first.Contains(':', StringComparison.Ordinal) && first.Count(c => c == '.') != 3
            || !IPNetwork.TryParse(text, out IPNetwork network)
            || !IPAddress.TryParse(first, out IPAddress? address)
            || !address.Equals(network.BaseAddress)
        )
        {
            throw new ArmException(
                400,
                "InvalidAddressPrefixFormat",
                $"Address prefix '{text}' of resource {resource} is not formatted correctly. It should follow CIDR "
                    + "notation, for example 10.0.0.0/24."
            );
        }
        return new(network);
    }

    public bool Contains(AddressPrefix other) =>
        other.Network.PrefixLength >= Network.PrefixLength && Network.Contains(other.Network.BaseAddress);

    public bool Overlaps(AddressPrefix other) => Contains(other) || other.Contains(this);

    public bool IsVersion4 => Network.BaseAddress.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>The number of usable addresses of a subnet: Azure reserves five.</summary>
    public long Usable => IsVersion4 ? (1L << (32 - Network.PrefixLength)) - 5 : long.MaxValue;

    /// <summary>Whether Azure keeps an address of a subnet for itself: the first four of IPv4, and the last.</summary>
    public bool IsReserved(IPAddress address)
    {
        if (!IsVersion4)
        {
            return false;
        }
        uint offset = Number(address) - Number(Network.BaseAddress);
        return offset < 4 || offset == (uint)((1L << (32 - Network.PrefixLength)) - 1);
    }

    private static uint Number(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    public override string ToString() => Network.ToString();
}
