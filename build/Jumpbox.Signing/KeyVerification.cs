using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing;

/// <summary>Verifies what is signed with a key: envelopes, and bundles that name a key instead of a certificate.</summary>
internal static class KeyVerification
{
    // The key id that a signature claims decides nothing: each allowed key is tried.
    public static StatementVerdict.Verified VerifyEnvelope(
        DsseEnvelope envelope,
        IReadOnlyCollection<AllowedSigner> allowed
    )
    {
        byte[] encoded = envelope.Encode();
        foreach (AllowedSigner.Key signer in allowed.OfType<AllowedSigner.Key>())
        {
            EcPublicKey key = Steps.Take(VerificationStep.Signer, signer.Open);
            if (envelope.Signatures.Any(one => key.VerifyEither(encoded, one.Bytes.Span)))
            {
                return Acceptance.Of(signer, null, [], envelope);
            }
        }
        throw new RefusalException(
            $"None of the {envelope.Signatures.Count} signatures of the envelope is by one of the {allowed.OfType<AllowedSigner.Key>().Count()} allowed keys; the first names the key '{envelope.Signatures[0].KeyId}'.",
            VerificationStep.Signature
        );
    }

    public static StatementVerdict.Verified VerifyBundle(
        Bundle bundle,
        DsseEnvelope envelope,
        IReadOnlyCollection<AllowedSigner> allowed,
        TrustedRoots roots,
        DateTimeOffset now
    )
    {
        RefusalException? first = null;
        bool needsRoot = bundle.Entries.Count > 0 || bundle.Timestamps.Count > 0;
        IReadOnlyList<TrustedRoot> candidates = needsRoot ? roots.Roots : [TrustedRoot.Empty];
        foreach (AllowedSigner.Key signer in allowed.OfType<AllowedSigner.Key>())
        {
            EcPublicKey key = Steps.Take(VerificationStep.Signer, signer.Open);
            foreach (TrustedRoot root in candidates)
            {
                try
                {
                    BundleVerification verification = new(bundle, root, default, now);
                    return Acceptance.Of(signer, null, verification.Verify(key, default), envelope);
                }
                catch (RefusalException refusal)
                {
                    first ??= refusal;
                }
            }
        }
        throw first
            ?? new RefusalException(
                "The bundle is signed with a key, and no key is allowed or no trusted root is given for its log entries.",
                VerificationStep.Signer
            );
    }
}
