using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Jumpbox.Network;

/// <summary>Parses IPv4 prefixes, addresses and ranges as in Azure's rules, and formats them for display.</summary>
internal static class Addresses
{
    /// <summary>
    /// Addresses that the public Internet does not route: private, shared, loopback, link-local, multicast, reserved.
    /// Source: the IANA IPv4 special-purpose address registry (RFC 6890).
    /// </summary>
    public static IntervalSet NotPublic { get; } =
        IntervalSet.Union(
            new[]
            {
                "0.0.0.0/8",
                "10.0.0.0/8",
                "100.64.0.0/10",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "172.16.0.0/12",
                "192.0.2.0/24",
                "192.168.0.0/16",
                "198.18.0.0/15",
                "198.51.100.0/24",
                "203.0.113.0/24",
                "224.0.0.0/4",
                "240.0.0.0/4",
            }.Select(Parse)
        );

    /// <summary>Reads a prefix (<c>10.0.0.0/24</c>), an address, or a range (<c>10.0.0.4-10.0.0.9</c>).</summary>
    /// <param name="text">The text to read.</param>
    /// <param name="addresses">The addresses, or null. IPv6 gives the empty set, as no build flow is IPv6.</param>
    /// <returns>Whether the text is one of these forms; service tags are not.</returns>
    public static bool TryParse(string text, out IntervalSet addresses)
    {
        addresses = IntervalSet.Empty;
        string[] ends = text.Split('-', 2);
        if (ends.Length == 2 && TryAddress(ends[0], out IPAddress first) && TryAddress(ends[1], out IPAddress last))
        {
            if (IsVersion4(first) && IsVersion4(last) && Number(first) <= Number(last))
            {
                addresses = IntervalSet.Range(Number(first), Number(last));
            }
            return true;
        }
        string[] parts = text.Split('/', 2);
        int bits = 0;
        if (
            !TryAddress(parts[0], out IPAddress address)
            || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out bits))
        )
        {
            return false;
        }
        int most = IsVersion4(address) ? 32 : 128;
        bits = parts.Length == 2 ? bits : most;
        if (bits <= most && IsVersion4(address))
        {
            uint hosts = bits == 0 ? uint.MaxValue : (uint)((1UL << (most - bits)) - 1);
            addresses = IntervalSet.Range(Number(address) & ~hosts, Number(address) | hosts);
        }
        return bits <= most;
    }

    /// <summary>Reads a prefix, an address or a range.</summary>
    /// <param name="text">The text to read.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static IntervalSet Parse(string text) =>
        TryParse(text, out IntervalSet addresses)
            ? addresses
            : throw new FormatException($"'{text}' is not an address, prefix or range.");

    // .NET also reads an address of fewer than four numbers.
    private static bool TryAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && (!IsVersion4(address) || text.Count(sign => sign == '.') == 3);

    private static bool IsVersion4(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;

    private static uint Number(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}
