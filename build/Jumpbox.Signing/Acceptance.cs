using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.InToto;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing;

/// <summary>The last step: the type of what was signed, and then exactly the bytes that were verified as a statement.</summary>
internal static class Acceptance
{
    public static StatementVerdict.Verified Of(
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
