using System.Text;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Reading;
using Org.BouncyCastle.Crypto.Digests;

namespace Jumpbox.Signing;

/// <summary>
/// Verifies signatures of minisign. Source of the format: https://jedisct1.github.io/minisign/, "Signature format" and "Public key
/// format".
/// </summary>
public static class Minisign
{
    private const int KeyBytes = 2 + 8 + 32;
    private const int SignatureBytes = 2 + 8 + 64;
    private const string Trusted = "trusted comment: ";

    /// <summary>Verifies a signature file.</summary>
    /// <param name="content">The signed bytes.</param>
    /// <param name="signature">The signature file's text: two comments with a signature below each.</param>
    /// <param name="publicKey">The public key, base64 as in the last line of its file.</param>
    /// <returns>Null for a good signature, otherwise the problem as a sentence without its end.</returns>
    public static string? Problem(ReadOnlySpan<byte> content, string signature, string publicKey)
    {
        ArgumentNullException.ThrowIfNull(signature);
        string[] lines = [.. signature.Split('\n').Select(line => line.TrimEnd('\r'))];
        if (lines.Length < 4 || !lines[2].StartsWith(Trusted, StringComparison.Ordinal))
        {
            return "it is not a signature of minisign, which has four lines";
        }
        if (
            Bytes(publicKey, KeyBytes) is not { } key
            || Bytes(lines[1], SignatureBytes) is not { } signed
            || Bytes(lines[3], 64) is not { } overComment
            || key is not [(byte)'E', (byte)'d', ..]
        )
        {
            return "the key or one of the two signatures is not base64 of the length and algorithm of minisign";
        }
        if (!signed.AsSpan(2, 8).SequenceEqual(key.AsSpan(2, 8)))
        {
            return $"it is by the key {Id(signed)}, not by the pinned key {Id(key)}";
        }
        Ed25519Key signer = new(key.AsSpan(10));
        ReadOnlySpan<byte> message = signed[1] switch
        {
            (byte)'D' => Hashed(content),
            (byte)'d' => content,
            _ => default,
        };
        return signed[0] != (byte)'E' || signed[1] is not ((byte)'D' or (byte)'d')
                ? "its algorithm is neither Ed nor ED"
            : !signer.Verify(message, signed.AsSpan(10))
                ? "the signature does not match the file: one of them was changed"
            : !signer.Verify([.. signed.AsSpan(10), .. Encoding.UTF8.GetBytes(lines[2][Trusted.Length..])], overComment)
                ? "the signature of its trusted comment does not match: the comment was changed"
            : null;
    }

    private static byte[] Hashed(ReadOnlySpan<byte> content)
    {
        Blake2bDigest digest = new(512);
        digest.BlockUpdate(content);
        byte[] hash = new byte[64];
        _ = digest.DoFinal(hash, 0);
        return hash;
    }

    // The id is written as a little-endian number.
    private static string Id(byte[] bytes) => Convert.ToHexString([.. bytes.Skip(2).Take(8).Reverse()]);

    private static byte[]? Bytes(string text, int length) =>
        Base64Text.Decode(text) is { } bytes && bytes.Length == length ? bytes : null;
}
