using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>
/// Thrown for a release without a proof that the catalogue demands: incomplete, or, where the pin has the proof, a lost signature.
/// </summary>
/// <param name="kind">The form of the proof.</param>
/// <param name="reason">What is missing, as a clause.</param>
internal sealed class MissingProofException(VerificationKind kind, string reason) : ReleaseRefusedException(reason)
{
    /// <summary>The form of the proof.</summary>
    public VerificationKind Kind => kind;
}
