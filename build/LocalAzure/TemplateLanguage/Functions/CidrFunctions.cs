using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>Functions for IPv4 and IPv6 ranges.</summary>
internal static class CidrFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        Pure("parseCidr", 1, 1, Parse),
        Pure("cidrSubnet", 3, 3, Subnet),
        Pure("cidrHost", 2, 2, Host),
    ];

    private static JsonObject Parse(Arguments a)
    {
        (BigInteger start, int prefix, int bits) = Read(a);
        BigInteger end = start + (BigInteger.One << (bits - prefix)) - 1;
        JsonObject result = new() { ["network"] = Write(start, bits), ["netmask"] = Write(Mask(prefix, bits), bits) };
        if (bits == 32)
        {
            result["broadcast"] = Write(end, bits);
        }
        bool four = bits == 32;
        result["firstUsable"] = Write(four && prefix < 31 ? start + 1 : start, bits);
        result["lastUsable"] = Write(four && prefix < 32 ? end - 1 : end, bits);
        result["cidr"] = (long)prefix;
        return result;
    }

    private static JsonValue Subnet(Arguments a)
    {
        (BigInteger start, int prefix, int bits) = Read(a);
        (long wanted, long index) = (a.Integer(1), a.Integer(2));
        if (wanted < prefix || wanted > bits || index < 0 || index >= BigInteger.One << (int)(wanted - prefix))
        {
            throw a.Fail($"'{a.Text(0)}' has no subnet with the prefix length {wanted} and the index {index}");
        }
        return JsonValue.Create($"{Write(start + (new BigInteger(index) << (int)(bits - wanted)), bits)}/{wanted}");
    }

    private static JsonValue Host(Arguments a)
    {
        (BigInteger start, int prefix, int bits) = Read(a);
        long index = a.Integer(1);
        BigInteger address = start + index + 1;
        return index >= 0 && address < start + (BigInteger.One << (bits - prefix)) - 1
            ? JsonValue.Create(Write(address, bits))
            : throw a.Fail($"'{a.Text(0)}' has no host with the index {index}");
    }

    private static (BigInteger Start, int Prefix, int Bits) Read(Arguments a)
    {
        string[] parts = WithPrefix(a.Text(0)).Split('/');
        if (
            parts.Length != 2
            || !IPAddress.TryParse(parts[0], out IPAddress? address)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix)
            || prefix > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        )
        {
            throw a.Fail($"'{a.Text(0)}' is not a network in CIDR notation");
        }
        int bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        BigInteger number = new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
        return (number & Mask(prefix, bits), prefix, bits);
    }

    // Without a length, an IPv4 address has that of its class (RFC 791).
    private static string WithPrefix(string text) =>
        text.Contains('/', StringComparison.Ordinal)
        || !IPAddress.TryParse(text, out IPAddress? address)
        || address.AddressFamily != AddressFamily.InterNetwork
            ? text
            : address.GetAddressBytes()[0] switch
            {
                < 128 => text + "/8",
                < 192 => text + "/16",
                < 224 => text + "/24",
                _ => text,
            };

    private static BigInteger Mask(int prefix, int bits) =>
        (BigInteger.One << bits) - (BigInteger.One << (bits - prefix));

    private static string Write(BigInteger address, int bits)
    {
        byte[] bytes = new byte[bits / 8];
        byte[] number = address.ToByteArray(isUnsigned: true, isBigEndian: true);
        number.CopyTo(bytes, bytes.Length - number.Length);
        return new IPAddress(bytes).ToString();
    }
}
