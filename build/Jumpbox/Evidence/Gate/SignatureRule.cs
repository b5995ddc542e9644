using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>
/// An allowed signer vouches for the provenance, which lists all other files. Without that, everything else could have been
/// written by anyone who can write the artifacts folder.
/// </summary>
internal sealed class SignatureRule()
    : GateRule(
        "signature",
        "A signer in gate.signers signed the provenance, and it names the expected builder and parameters.",
        GateSource.File,
        GateSource.Checkout
    )
{
    private const string How =
        "Sign with a key (signing.key) or in GitHub's workflow, and allow that signer in gate.signers; "
        + "gate.unsigned=accept accepts unsigned evidence";

    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        SignatureSighting signature = evidence.Signature;
        return signature.State switch
        {
            SignatureState.Verified => Compare(evidence, signature),
            SignatureState.Refused => Fail(
                $"{signature.File}: {signature.Text}. Use the unchanged artifacts of the run, or correct gate.signers."
            ),
            SignatureState.Unreadable => Unknown($"{signature.Text}. Repair that and run Gate again."),
            _ => settings.AcceptUnsigned
                ? Pass($"unsigned evidence accepted by gate.unsigned: {signature.Text}")
                : Fail($"The evidence is not proven: {signature.Text}. {How}."),
        };
    }

    private RuleVerdict Compare(GateEvidence evidence, SignatureSighting signature)
    {
        if (signature.Provenance is not { } signed)
        {
            return Fail($"{signature.File} contains no provenance. Use the artifacts of one run.");
        }
        // Two provenances that differ: people would read one, and the gate the other.
        bool isSame =
            evidence.Files.TryGetValue(EvidenceFiles.Provenance, out byte[]? beside)
            && beside.AsSpan().SequenceEqual(signed.Span);
        string[] wrong =
        [
            .. isSame ? [] : new[] { $"{EvidenceFiles.Provenance} differs from what is signed in {signature.File}" },
            .. signature.Differences,
        ];
        return wrong.Length > 0
            ? Fail($"{string.Join("; ", wrong)}. Use the unchanged artifacts of a run with these settings.")
            : Pass(signature.Text);
    }
}
