namespace Jumpbox.Network;

/// <summary>What the security rules of one direction do to a flow.</summary>
/// <param name="Blocking">The rules that block some or all of the flow, first asked first; empty when it passes whole.</param>
/// <param name="Deciding">Every rule that lets some of the flow through or blocks it, first asked first.</param>
/// <param name="MayBlock">Blocking rules on service tags of which it is not known whether the flow's far end is in them.</param>
/// <param name="PassesInPart">Whether some of the flow passes although some is blocked.</param>
internal sealed record FlowVerdict(
    IReadOnlyList<SecurityRule> Blocking,
    IReadOnlyList<SecurityRule> Deciding,
    IReadOnlyList<SecurityRule> MayBlock,
    bool PassesInPart
)
{
    /// <summary>Whether the whole flow passes, as far as is known.</summary>
    public bool Passes => Blocking.Count == 0;
}
