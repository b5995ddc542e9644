using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Jumpbox.Settings;

/// <summary>A public key of OpenSSH: Ed25519, or RSA of at least 3072 bits.</summary>
/// <param name="Text">Type, base64 and comment, as in <c>authorized_keys</c>, without options.</param>
public sealed record SshPublicKey(string Text)
{
    private const int LeastRsaBits = 3072;
    private const int Ed25519Bytes = 32;

    /// <summary>Reads one line of <c>authorized_keys</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="key">The key, if there is no problem.</param>
    /// <returns>What is wrong with it, as the end of "expected …"; null if nothing is.</returns>
    public static string? TryParse(string line, out SshPublicKey? key)
    {
        key = null;
        string[] parts = line.Split(' ', 3, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return "a public key; this is a private one, which is no longer secret: replace it";
        }
        if (line.Any(char.IsControl))
        {
            return "a public key in one line";
        }
        if (parts is not [("ssh-ed25519" or "ssh-rsa") and var type, var text, ..])
        {
            return parts is [var other, _, ..] && other.Contains("ssh", StringComparison.Ordinal)
                ? $"a key of the type ssh-ed25519 or ssh-rsa, not {other}"
                : "a public key as ssh-keygen writes it, without options: ssh-ed25519 AAAA… comment";
        }
        byte[] blob = new byte[text.Length];
        if (
            !Convert.TryFromBase64String(text, blob, out int length) || Fields(blob.AsSpan(0, length)) is not { } fields
        )
        {
            return $"a complete {type} key; the part after {type} is damaged";
        }
        if (fields.Count == 0 || Encoding.ASCII.GetString(fields[0]) != type)
        {
            return $"a {type} key; what follows the word {type} is of another type";
        }
        if (type == "ssh-ed25519" ? fields is not [_, { Length: Ed25519Bytes }] : fields.Count != 3)
        {
            return $"a complete {type} key; the part after {type} is damaged";
        }
        if (type == "ssh-rsa" && Bits(fields[2]) is var bits && bits < LeastRsaBits)
        {
            return $"an RSA key of at least {LeastRsaBits} bits, or an Ed25519 key; this one has {bits} bits";
        }
        key = new SshPublicKey(string.Join(' ', parts));
        return null;
    }

    private static long Bits(byte[] number) =>
        (long)new BigInteger(number, isUnsigned: true, isBigEndian: true).GetBitLength();

    // Each field has its length in four bytes before it: RFC 4253, section 6.6, and RFC 8709, section 4.
    private static List<byte[]>? Fields(ReadOnlySpan<byte> blob)
    {
        List<byte[]> fields = [];
        while (blob.Length > 0)
        {
            if (blob.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(blob) is var length && length > blob.Length - 4)
            {
                return null;
            }
            fields.Add(blob.Slice(4, (int)length).ToArray());
            blob = blob[(4 + (int)length)..];
        }
        return fields;
    }
}
