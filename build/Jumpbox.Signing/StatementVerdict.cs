using Jumpbox.Signing.InToto;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing;

/// <summary>Whether a statement is signed by an allowed signer.</summary>
public abstract record StatementVerdict
{
    private StatementVerdict() { }

    /// <summary>It is.</summary>
    /// <param name="Signer">The signer that is allowed and has signed.</param>
    /// <param name="Claims">The certificate's claims; null for a key.</param>
    /// <param name="Times">When it was signed, by each authority that says so; none for a key without them.</param>
    /// <param name="PayloadType">The type of the signed bytes.</param>
    /// <param name="Payload">The signed bytes, exactly those that were verified.</param>
    /// <param name="Statement">The same as a statement.</param>
    public sealed record Verified(
        AllowedSigner Signer,
        CertificateClaims? Claims,
        IReadOnlyList<DateTimeOffset> Times,
        string PayloadType,
        ReadOnlyMemory<byte> Payload,
        InTotoStatement Statement
    ) : StatementVerdict;

    /// <summary>It is not, or it could not be shown.</summary>
    /// <param name="Step">The step that failed.</param>
    /// <param name="Reason">What failed with which value, in a sentence.</param>
    public sealed record Refused(VerificationStep Step, string Reason) : StatementVerdict;
}
