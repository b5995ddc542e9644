namespace Jumpbox.Network;

/// <summary>
/// One rule of a network security group, as the service reports it. Lists are combined; an address list and an application
/// security group list on one side exclude each other.
/// </summary>
/// <param name="Name">The rule's name, unique in its group and direction.</param>
/// <param name="Priority">Lower is evaluated first. User rules have 100 to 4096, the default rules 65000 and more.</param>
/// <param name="Direction">Inbound or outbound.</param>
/// <param name="Allows">Whether the rule allows traffic; otherwise it blocks it.</param>
/// <param name="Protocol">The protocol, <see cref="TransportProtocol.Any"/> for <c>*</c>.</param>
/// <param name="Source">The source.</param>
/// <param name="Destination">The destination.</param>
public sealed record SecurityRule(
    string Name,
    int Priority,
    Direction Direction,
    bool Allows,
    TransportProtocol Protocol,
    RuleSide Source,
    RuleSide Destination
);

/// <summary>One side of a security rule.</summary>
/// <param name="Prefixes">Prefixes, addresses, <c>*</c> or service tags.</param>
/// <param name="Ports">Ports, ranges such as <c>1024-65535</c>, or <c>*</c>.</param>
/// <param name="ApplicationGroups">Ids of application security groups; if there are any, the prefixes are ignored.</param>
public sealed record RuleSide(
    IReadOnlyList<string> Prefixes,
    IReadOnlyList<string> Ports,
    IReadOnlyList<string> ApplicationGroups
)
{
    /// <summary>Creates a side with a prefix.</summary>
    /// <param name="prefix">A prefix, an address, <c>*</c> or a service tag.</param>
    /// <param name="port">A port, a range or <c>*</c>.</param>
    public static RuleSide Of(string prefix, string port = "*") => new([prefix], [port], []);
}
