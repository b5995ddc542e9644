namespace Jumpbox.Network;

/// <summary>What the security rules of one direction do to a flow.</summary>
/// <param name="Blocking">
/// The rules that block some or all of the flow, in order of evaluation; empty when all of it passes.
/// </param>
/// <param name="Deciding">Every rule that allows or blocks some of the flow, in order of evaluation.</param>
/// <param name="MayBlock">Blocking rules on service tags that may or may not contain the flow's far end.</param>
/// <param name="PassesInPart">Whether some of the flow passes although some is blocked.</param>
internal sealed record FlowVerdict(
    IReadOnlyList<SecurityRule> Blocking,
    IReadOnlyList<SecurityRule> Deciding,
    IReadOnlyList<SecurityRule> MayBlock,
    bool PassesInPart
)
{
    /// <summary>Whether the entire flow passes, as far as is known.</summary>
    public bool Passes => Blocking.Count == 0;
}
