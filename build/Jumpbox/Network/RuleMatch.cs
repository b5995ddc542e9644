namespace Jumpbox.Network;

/// <summary>What one rule of an ordered list matches of a flow.</summary>
/// <typeparam name="T">The rule.</typeparam>
/// <param name="Rule">The rule.</param>
/// <param name="Allows">Whether matching packets pass; otherwise they are blocked.</param>
/// <param name="Sure">The packets that certainly match.</param>
/// <param name="AtMost">The packets that may match; contains <paramref name="Sure"/>.</param>
internal sealed record RuleMatch<T>(T Rule, bool Allows, PacketBox Sure, PacketBox AtMost)
{
    /// <summary>Whether more packets may match than certainly do.</summary>
    public bool IsDoubtful => !Sure.Equals(AtMost);
}
