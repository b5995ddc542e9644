using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Jumpbox.Pins;

/// <summary>A publisher's OpenPGP key, with its self-signatures verified.</summary>
internal sealed class PublisherKey
{
    private readonly PgpPublicKeyRing _ring;

    private PublisherKey(PgpPublicKeyRing ring) => _ring = ring;

    /// <summary>The primary key's fingerprint.</summary>
    public string Fingerprint => Convert.ToHexString(Primary.GetFingerprint());

    private PgpPublicKey Primary => _ring.GetPublicKey();

    /// <summary>Accepts a key ring if its primary key is valid today.</summary>
    public static PublisherKey? Of(PgpPublicKeyRing ring, DateTimeOffset now, out string? problem)
    {
        PublisherKey key = new(ring);
        PgpPublicKey primary = key.Primary;
        problem =
            primary.HasRevocation() ? $"the key {key.Fingerprint} is revoked"
            : key.SelfSignature() is not { } own ? $"the key {key.Fingerprint} has no valid self-signature"
            : Expired(primary, own, now, out DateTime end) ? $"the key {key.Fingerprint} expired on {end:yyyy-MM-dd}"
            : null;
        return problem is null ? key : null;
    }

    /// <summary>Finds the key or subkey of a signature, if it may sign today.</summary>
    public PgpPublicKey? Find(long keyId, DateTimeOffset now, out string? problem)
    {
        problem = null;
        if (_ring.GetPublicKey(keyId) is not { } key)
        {
            return null;
        }
        if (key.IsMasterKey)
        {
            return key;
        }
        string name = $"the subkey {Convert.ToHexString(key.GetFingerprint())}";
        problem =
            key.HasRevocation() ? $"{name} is revoked"
            : Latest(Bindings(key)) is not { } binding ? $"{name} is not bound to the pinned key"
            : Expired(key, binding, now, out DateTime end) ? $"{name} expired on {end:yyyy-MM-dd}"
            : null;
        return problem is null ? key : null;
    }

    // Only what the key itself has signed counts, because anyone can add packets to a key file.
    private PgpSignature? SelfSignature()
    {
        PgpPublicKey primary = Primary;
        IEnumerable<PgpSignature> onNames = primary
            .GetUserIds()
            .SelectMany(name =>
                (primary.GetSignaturesForId(name) ?? []).Where(signature =>
                    signature.KeyId == primary.KeyId
                    && signature.SignatureType != PgpSignature.CertificationRevocation
                    && Verifies(signature, () => signature.VerifyCertification(name, primary))
                )
            );
        IEnumerable<PgpSignature> onKey = primary
            .GetSignaturesOfType(PgpSignature.DirectKey)
            .Where(signature =>
                signature.KeyId == primary.KeyId && Verifies(signature, () => signature.VerifyCertification(primary))
            );
        return Latest(onNames.Concat(onKey));
    }

    private IEnumerable<PgpSignature> Bindings(PgpPublicKey subkey) =>
        subkey
            .GetSignaturesOfType(PgpSignature.SubkeyBinding)
            .Where(signature => Verifies(signature, () => signature.VerifyCertification(Primary, subkey)));

    private bool Verifies(PgpSignature signature, Func<bool> verify)
    {
        signature.InitVerify(Primary);
        return verify();
    }

    private static PgpSignature? Latest(IEnumerable<PgpSignature> signatures) =>
        signatures.MaxBy(signature => signature.CreationTime);

    private static bool Expired(PgpPublicKey key, PgpSignature statement, DateTimeOffset now, out DateTime end)
    {
        long lifetime = statement.GetHashedSubPackets()?.GetKeyExpirationTime() ?? 0;
        end = key.CreationTime.ToUniversalTime().AddSeconds(lifetime);
        return lifetime > 0 && end <= now.UtcDateTime;
    }
}
