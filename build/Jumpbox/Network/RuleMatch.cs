namespace Jumpbox.Network;

/// <summary>What one rule of an ordered list matches of a flow.</summary>
/// <typeparam name="T">The rule.</typeparam>
/// <param name="Rule">The rule.</param>
/// <param name="Allows">Whether matching packets pass; otherwise they are blocked.</param>
/// <param name="Sure">The packets that certainly match.</param>
/// <param name="AtMost">
/// The packets that may match; contains <paramref name="Sure"/>, and is the same object where nothing is doubtful.
/// </param>
internal sealed record RuleMatch<T>(T Rule, bool Allows, PacketBox Sure, PacketBox AtMost)
{
    /// <summary>Whether matching packets are decided by a second list of rules instead.</summary>
    public bool SendsOn { get; init; }
}
