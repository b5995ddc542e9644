using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>An application rule: host names over HTTP and HTTPS.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sources">Source prefixes, addresses, ranges or <c>*</c>.</param>
/// <param name="SourceIpGroups">Source IP groups.</param>
/// <param name="Ports">The ports of its HTTP and HTTPS protocols.</param>
/// <param name="Fqdns">Host names with <c>*</c> as wildcard.</param>
/// <param name="FqdnTags">Names of host lists that Microsoft maintains, for example <c>AzureKubernetesService</c>.</param>
/// <param name="Urls">URLs without scheme, with <c>*</c> as wildcard (premium firewalls).</param>
/// <param name="WebCategories">Categories of sites, whose hosts the service does not publish.</param>
public sealed record FirewallApplicationRule(
    string Name,
    IReadOnlyList<string> Sources,
    IReadOnlyList<ResourceId> SourceIpGroups,
    IReadOnlyList<int> Ports,
    IReadOnlyList<string> Fqdns,
    IReadOnlyList<string> FqdnTags,
    IReadOnlyList<string> Urls,
    IReadOnlyList<string> WebCategories
) : FirewallRule(Name, Sources, SourceIpGroups)
{
    /// <summary>Whether the firewall decrypts TLS and signs with its own certificate authority.</summary>
    public bool TerminatesTls { get; init; }
}
