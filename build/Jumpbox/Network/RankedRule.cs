namespace Jumpbox.Network;

/// <summary>What a rule matches of a flow, in ranks.</summary>
/// <typeparam name="T">The rule.</typeparam>
/// <param name="Match">The rule.</param>
/// <param name="Sure">What certainly matches.</param>
/// <param name="AtMost">What may match; the same object where nothing is doubtful.</param>
internal sealed record RankedRule<T>(RuleMatch<T> Match, RankedBox Sure, RankedBox AtMost)
{
    /// <summary>Reads the rules that concern a flow, up to the first that certainly matches all of it.</summary>
    public static List<RankedRule<T>> Read(PacketBox flow, IEnumerable<RuleMatch<T>> rules)
    {
        Cell all = RankedBox.All(flow);
        List<RankedRule<T>> read = [];
        foreach (RuleMatch<T> rule in rules)
        {
            RankedBox most = RankedBox.Of(flow, rule.AtMost);
            if (most.IsEmpty)
            {
                continue;
            }
            RankedBox sure = ReferenceEquals(rule.Sure, rule.AtMost) ? most : RankedBox.Of(flow, rule.Sure);
            read.Add(new(rule, sure, most));
            if (sure.Of(all) == Share.All)
            {
                break;
            }
        }
        return read;
    }
}
