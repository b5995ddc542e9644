using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.InToto;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing;

/// <summary>Verifies signed statements: DSSE envelopes and Sigstore bundles. It reads nothing and sends nothing.</summary>
public static class SignedStatement
{
    private const int MostSigners = 64;

    /// <summary>Verifies a statement.</summary>
    /// <param name="text">The envelope or the bundle, as JSON in UTF-8.</param>
    /// <param name="allowed">Who may have signed it.</param>
    /// <param name="roots">The trusted roots, for bundles with a certificate.</param>
    /// <param name="now">The time.</param>
    /// <returns>The verdict; whatever is wrong with the text, no exception.</returns>
    public static StatementVerdict Verify(
        ReadOnlyMemory<byte> text,
        IReadOnlyCollection<AllowedSigner> allowed,
        TrustedRoots roots,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(allowed);
        ArgumentNullException.ThrowIfNull(roots);
        try
        {
            if (allowed.Count is 0 or > MostSigners)
            {
                throw new RefusalException(
                    allowed.Count == 0
                        ? "The settings allow no signer."
                        : $"The settings allow {allowed.Count} signers, more than {MostSigners}.",
                    VerificationStep.Signer
                );
            }
            JsonMember document = Steps.Take(
                VerificationStep.Format,
                () => StrictJson.Object(text, DsseEnvelope.MostBytes, "The signed statement")
            );
            return document.Has("mediaType")
                ? VerifyBundle(
                    Steps.Take(VerificationStep.Format, () => BundleReader.Read(document)),
                    allowed,
                    roots,
                    now
                )
                : VerifyEnvelope(Steps.Take(VerificationStep.Format, () => DsseEnvelope.Read(document)), allowed);
        }
        catch (RefusalException refusal)
        {
            return new StatementVerdict.Refused(refusal.Step ?? VerificationStep.Format, refusal.Message);
        }
    }

    // The key id that a signature claims decides nothing: each allowed key is tried.
    private static StatementVerdict.Verified VerifyEnvelope(
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
                return Accept(signer, null, [], envelope);
            }
        }
        throw new RefusalException(
            $"None of the {envelope.Signatures.Count} signatures of the envelope is by one of the {allowed.OfType<AllowedSigner.Key>().Count()} allowed keys; the first names the key '{envelope.Signatures[0].KeyId}'.",
            VerificationStep.Signature
        );
    }

    private static StatementVerdict.Verified VerifyBundle(
        Bundle bundle,
        IReadOnlyCollection<AllowedSigner> allowed,
        TrustedRoots roots,
        DateTimeOffset now
    )
    {
        if (bundle.Envelope is not { } envelope)
        {
            throw new RefusalException(
                "The bundle signs an artefact directly and holds no statement.",
                VerificationStep.Format
            );
        }
        if (bundle.Certificate is null)
        {
            return VerifyKeyBundle(bundle, envelope, allowed, roots, now);
        }
        VerifiedBundle verified = BundleVerification.Verify(bundle, roots, now);
        List<string> differences = [];
        foreach (AllowedSigner.Workflow signer in allowed.OfType<AllowedSigner.Workflow>())
        {
            if (signer.Difference(verified.Claims) is not { } difference)
            {
                return Accept(signer, verified.Claims, verified.Times, envelope);
            }
            differences.Add($"{signer.Repository}: {difference}");
        }
        throw new RefusalException(
            differences.Count == 0
                ? $"The bundle is signed by the workflow '{verified.Claims.Subject}', and only keys are allowed."
                : $"The signer is not an allowed workflow. {string.Join("; ", differences)}.",
            VerificationStep.Signer
        );
    }

    private static StatementVerdict.Verified VerifyKeyBundle(
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
                    return Accept(signer, null, verification.Verify(key, default), envelope);
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

    private static StatementVerdict.Verified Accept(
        AllowedSigner signer,
        CertificateClaims? claims,
        IReadOnlyList<DateTimeOffset> times,
        DsseEnvelope envelope
    ) =>
        Steps.Take(
            VerificationStep.Statement,
            () =>
                envelope.PayloadType == DsseEnvelope.InToto
                    ? new StatementVerdict.Verified(
                        signer,
                        claims,
                        times,
                        envelope.PayloadType,
                        envelope.Payload,
                        InTotoStatement.Parse(envelope.Payload)
                    )
                    : throw new RefusalException(
                        $"The signed bytes have the type '{envelope.PayloadType}', expected '{DsseEnvelope.InToto}'."
                    )
        );
}
