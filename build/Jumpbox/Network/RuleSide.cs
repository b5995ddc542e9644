namespace Jumpbox.Network;

/// <summary>One side of a security rule.</summary>
/// <param name="Prefixes">Prefixes, addresses, <c>*</c> or service tags.</param>
/// <param name="Ports">Ports, ranges such as <c>1024-65535</c>, or <c>*</c>.</param>
/// <param name="ApplicationGroups">Ids of application security groups; when there are any, the prefixes do not count.</param>
public sealed record RuleSide(
    IReadOnlyList<string> Prefixes,
    IReadOnlyList<string> Ports,
    IReadOnlyList<string> ApplicationGroups
)
{
    /// <summary>A side of prefixes.</summary>
    /// <param name="prefix">A prefix, an address, <c>*</c> or a service tag.</param>
    /// <param name="port">A port, a range or <c>*</c>.</param>
    public static RuleSide Of(string prefix, string port = "*") => new([prefix], [port], []);
}
