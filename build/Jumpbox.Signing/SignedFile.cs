using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.InToto;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing;

/// <summary>Verifies what a publisher signed: a file, by its digest. It reads nothing and sends nothing.</summary>
public static class SignedFile
{
    private static readonly string[] Provenances =
    [
        "https://slsa.dev/provenance/v1",
        "https://slsa.dev/provenance/v0.2",
    ];

    /// <summary>Verifies a Sigstore bundle that signs a file.</summary>
    /// <param name="bundle">The bundle, as JSON in UTF-8.</param>
    /// <param name="sha256">The file's SHA-256 in lower-case hex.</param>
    /// <param name="signer">Who must have signed.</param>
    /// <param name="roots">The trusted roots.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null if it is signed, otherwise the problem as a sentence without its end.</returns>
    public static string? Problem(
        ReadOnlyMemory<byte> bundle,
        string sha256,
        CertificateIdentity signer,
        TrustedRoots roots,
        DateTimeOffset now
    ) =>
        Problem(
            bundle,
            signer,
            read =>
                read.Message is null
                    ? throw new RefusalException(
                        "The bundle holds a statement and signs no file.",
                        VerificationStep.Format
                    )
                    : BundleVerification.Verify(read, roots, now, Convert.FromHexString(sha256))
        );

    /// <summary>Verifies a Sigstore bundle with a SLSA provenance of a file: GitHub's attestation, or that of a generator.</summary>
    /// <param name="bundle">The bundle, as JSON in UTF-8.</param>
    /// <param name="sha256">The file's SHA-256 in lower-case hex.</param>
    /// <param name="signer">Who must have signed.</param>
    /// <param name="roots">The trusted roots.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null if it names the file, otherwise the problem as a sentence without its end.</returns>
    public static string? ProvenanceProblem(
        ReadOnlyMemory<byte> bundle,
        string sha256,
        CertificateIdentity signer,
        TrustedRoots roots,
        DateTimeOffset now
    ) =>
        Problem(
            bundle,
            signer,
            read =>
            {
                DsseEnvelope envelope =
                    read.Envelope
                    ?? throw new RefusalException(
                        "The bundle signs a file and holds no statement.",
                        VerificationStep.Format
                    );
                VerifiedBundle verified = BundleVerification.Verify(read, roots, now);
                Steps.Take(VerificationStep.Statement, () => DemandSubject(envelope, sha256));
                return verified;
            }
        );

    private static string? Problem(
        ReadOnlyMemory<byte> bundle,
        CertificateIdentity signer,
        Func<Bundle, VerifiedBundle> verify
    )
    {
        try
        {
            Bundle read = Steps.Take(VerificationStep.Format, () => BundleReader.Read(bundle));
            return signer.Difference(verify(read).Claims);
        }
        catch (RefusalException refusal)
        {
            return $"{refusal.Message.TrimEnd('.')} (step {refusal.Step ?? VerificationStep.Format})";
        }
    }

    private static void DemandSubject(DsseEnvelope envelope, string sha256)
    {
        if (envelope.PayloadType != DsseEnvelope.InToto)
        {
            throw new RefusalException(
                $"The signed bytes have the type '{envelope.PayloadType}', expected '{DsseEnvelope.InToto}'."
            );
        }
        InTotoStatement statement = InTotoStatement.Parse(envelope.Payload, InTotoStatement.OlderType);
        if (!Provenances.Contains(statement.PredicateType))
        {
            throw new RefusalException(
                $"The statement's predicate is '{statement.PredicateType}', expected one of {string.Join(", ", Provenances)}."
            );
        }
        if (!statement.Covers("sha256", sha256))
        {
            throw new RefusalException(
                $"None of the statement's {statement.Subjects.Count} subjects has the SHA-256 {sha256}."
            );
        }
    }
}
