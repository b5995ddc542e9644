namespace Jumpbox.Network;

/// <summary>What the security rules of one direction do to a flow.</summary>
/// <param name="Reach">Whether the flow passes.</param>
/// <param name="Blocking">
/// The rules that certainly block some or all of the flow's packets, in order of evaluation.
/// </param>
/// <param name="Deciding">Every rule that allows or blocks some of the flow, in order of evaluation.</param>
/// <param name="Doubtful">Rules on service tags that may or may not contain the flow's far end.</param>
internal sealed record FlowVerdict(
    Reach Reach,
    IReadOnlyList<SecurityRule> Blocking,
    IReadOnlyList<SecurityRule> Deciding,
    IReadOnlyList<SecurityRule> Doubtful
)
{
    /// <summary>Whether some of the flow passes.</summary>
    public bool PassesInPart => Deciding.Any(rule => rule.Allows);

    /// <summary>The rule on which the verdict depends; null if there is no security group.</summary>
    public SecurityRule? Decisive =>
        Reach switch
        {
            Reach.No => Blocking.Count > 0 ? Blocking[0] : null,
            Reach.Unknown => Doubtful.Concat(Blocking).MinBy(rule => rule.Priority),
            _ => Deciding.Count > 0 ? Deciding[0] : null,
        };
}
