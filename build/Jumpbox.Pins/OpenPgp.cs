using System.Text;
using Jumpbox.Tools;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Jumpbox.Pins;

/// <summary>
/// Verifies OpenPGP signatures with one pinned key. Stricter than <c>gpg --verify</c>, which accepts a good signature by an
/// expired key: anything that is not valid today is a failure.
/// </summary>
internal static class OpenPgp
{
    // A publisher's clock may be ahead.
    private static readonly TimeSpan Skew = TimeSpan.FromDays(1);

    /// <summary>Verifies a detached signature.</summary>
    /// <returns>Null for a good signature, otherwise the problem.</returns>
    public static string? CheckDetached(
        byte[] data,
        byte[] signature,
        byte[] key,
        string fingerprint,
        DateTimeOffset now
    ) =>
        Guarded(() =>
        {
            using Stream decoded = PgpUtilities.GetDecoderStream(new MemoryStream(signature));
            return new PgpObjectFactory(decoded).NextPgpObject() is PgpSignatureList list
                ? Check(list, data, key, fingerprint, now)
                : "the signature file contains no OpenPGP signature";
        });

    /// <summary>Verifies a clear-signed text, such as apt's InRelease.</summary>
    /// <returns>Null for a good signature, otherwise the problem; the text only if the signature is good.</returns>
    public static (string? Problem, string Text) CheckClearText(
        byte[] signed,
        byte[] key,
        string fingerprint,
        DateTimeOffset now
    )
    {
        string text = "";
        string? problem = Guarded(() =>
        {
            using ArmoredInputStream armour = new(new MemoryStream(signed));
            if (!armour.IsClearText())
            {
                return "it is not a clear-signed text";
            }
            MemoryStream content = new();
            for (int next = armour.ReadByte(); next >= 0 && armour.IsClearText(); next = armour.ReadByte())
            {
                content.WriteByte((byte)next);
            }
            text = Encoding.UTF8.GetString(content.ToArray());
            return new PgpObjectFactory(armour).NextPgpObject() is PgpSignatureList list
                ? Check(list, Canonical(text), key, fingerprint, now)
                : "it contains no OpenPGP signature";
        });
        return (problem, problem is null ? text : "");
    }

    private static string? Check(
        PgpSignatureList signatures,
        byte[] data,
        byte[] key,
        string fingerprint,
        DateTimeOffset now
    )
    {
        if (FindRing(key, fingerprint) is not { } ring)
        {
            return $"the publisher's key file does not contain the pinned key {fingerprint}";
        }
        if (PublisherKey.Of(ring, now, out string? unusable) is not { } pinned)
        {
            return unusable;
        }
        List<string> problems = [];
        for (int index = 0; index < signatures.Count; index++)
        {
            string? problem = Check(signatures[index], data, pinned, now);
            if (problem is null)
            {
                return null;
            }
            problems.Add(problem);
        }
        return problems.Count == 0 ? "it contains no signature" : string.Join("; ", problems);
    }

    private static string? Check(PgpSignature signature, byte[] data, PublisherKey pinned, DateTimeOffset now)
    {
        if (pinned.Find(signature.KeyId, now, out string? unusable) is not { } key)
        {
            return unusable
                ?? $"it was signed by key {signature.KeyId:X16}, not by the pinned key {pinned.Fingerprint}";
        }
        if (
            signature.HashAlgorithm
            is not (HashAlgorithmTag.Sha256 or HashAlgorithmTag.Sha384 or HashAlgorithmTag.Sha512)
        )
        {
            return $"it uses {signature.HashAlgorithm}, which is no longer secure";
        }
        DateTime made = signature.CreationTime.ToUniversalTime();
        if (made > (now + Skew).UtcDateTime)
        {
            return $"it is dated {made:yyyy-MM-dd}, which is in the future";
        }
        long lifetime = signature.GetHashedSubPackets()?.GetSignatureExpirationTime() ?? 0;
        if (lifetime > 0 && made.AddSeconds(lifetime) <= now.UtcDateTime)
        {
            return $"the signature expired on {made.AddSeconds(lifetime):yyyy-MM-dd}";
        }
        signature.InitVerify(key);
        signature.Update(data);
        return signature.Verify() ? null : "the signature does not match the text: one of them was changed";
    }

    private static PgpPublicKeyRing? FindRing(byte[] key, string fingerprint)
    {
        using Stream decoded = PgpUtilities.GetDecoderStream(new MemoryStream(key));
        return new PgpPublicKeyRingBundle(decoded)
            .GetKeyRings()
            .FirstOrDefault(ring => Convert.ToHexString(ring.GetPublicKey().GetFingerprint()) == fingerprint);
    }

    // The text is signed with CR LF between the lines and no white space at their ends. Source: RFC 9580, 7.2.
    private static byte[] Canonical(string text)
    {
        string[] lines = text.Split('\n');
        int count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        return Encoding.UTF8.GetBytes(
            string.Join("\r\n", lines.Take(count).Select(line => line.TrimEnd(' ', '\t', '\r')))
        );
    }

    private static string? Guarded(Func<string?> check)
    {
        try
        {
            return check();
        }
        catch (Exception broken)
            when (broken is PgpException or IOException or ArgumentException or InvalidOperationException)
        {
            return $"it cannot be read as OpenPGP: {PinText.Show(broken.Message)}";
        }
    }
}
