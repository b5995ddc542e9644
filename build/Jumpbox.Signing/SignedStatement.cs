using Jumpbox.Signing.Dsse;
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
                : KeyVerification.VerifyEnvelope(
                    Steps.Take(VerificationStep.Format, () => DsseEnvelope.Read(document)),
                    allowed
                );
        }
        catch (RefusalException refusal)
        {
            return new StatementVerdict.Refused(refusal.Step ?? VerificationStep.Format, refusal.Message);
        }
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
            return KeyVerification.VerifyBundle(bundle, envelope, allowed, roots, now);
        }
        VerifiedBundle verified = BundleVerification.Verify(bundle, roots, now);
        List<string> differences = [];
        foreach (AllowedSigner.Workflow signer in allowed.OfType<AllowedSigner.Workflow>())
        {
            if (signer.Difference(verified.Claims) is not { } difference)
            {
                return Acceptance.Of(signer, verified.Claims, verified.Times, envelope);
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
}
