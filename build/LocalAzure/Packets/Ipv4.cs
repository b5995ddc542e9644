using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace LocalAzure.Packets;

/// <summary>IPv4 addresses and prefixes as numbers. What is not IPv4 contains nothing.</summary>
internal static class Ipv4
{
    /// <summary>The host's virtual address, which answers DNS queries and sends probes.</summary>
    public const string Platform = "168.63.129.16";

    // IANA IPv4 special-purpose address registry: not routed on the Internet.
    private static readonly string[] Private =
    [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/3",
    ];

    /// <summary>The number of an address; null if the text is none.</summary>
    public static uint? Number(string? text) =>
        IPAddress.TryParse(text, out IPAddress? address) && address.GetAddressBytes() is { Length: 4 } bytes
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : null;

    /// <summary>The address of a number.</summary>
    public static string Text(uint number) => new IPAddress(BinaryPrimitives.ReverseEndianness(number)).ToString();

    /// <summary>Whether a text is an address or a prefix.</summary>
    public static bool IsPrefix(string text) => Length(text) is not null;

    /// <summary>The length of a prefix; 32 for an address, null for other text.</summary>
    public static int? Length(string text) =>
        Number(text.Split('/')[0]) is null ? null
        : text.Split('/') is [_, var bits]
            ? (
                int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= 32
                    ? length
                    : null
            )
        : 32;

    /// <summary>Whether a prefix, an address or a range "a-b" contains an address.</summary>
    public static bool Contains(string text, uint address)
    {
        if (text.Split('-') is [var first, var last])
        {
            return Number(first) <= address && address <= Number(last);
        }
        return Length(text) is { } length
            && (length == 0 || (Number(text.Split('/')[0])!.Value ^ address) >> (32 - length) == 0);
    }

    /// <summary>Whether the Internet routes an address.</summary>
    public static bool IsPublic(uint address) => !Private.Any(prefix => Contains(prefix, address));
}
