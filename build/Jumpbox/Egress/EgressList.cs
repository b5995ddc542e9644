using Jumpbox.Customizer;
using Jumpbox.Files;
using Jumpbox.Network;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Egress;

/// <summary>
/// Every host and port that a build needs, computed from settings, catalogue and lock: for the network team, the checks and a
/// firewall.
/// </summary>
public sealed class EgressList
{
    private EgressList(IReadOnlyList<EgressHost> hosts) => Hosts = hosts;

    /// <summary>The hosts, by the machine that connects and by name. The same inputs give the same order.</summary>
    public IReadOnlyList<EgressHost> Hosts { get; }

    /// <summary>Computes the list.</summary>
    /// <param name="settings">The settings: selected tools, mirrors, cloud, network, base image.</param>
    /// <param name="catalogue">The catalogue: apt repositories, and where hosts redirect to.</param>
    /// <param name="pins">The lock: the files' addresses.</param>
    /// <exception cref="PinException">A selected tool is unknown or not pinned; the message lists all problems.</exception>
    public static EgressList For(JumpboxSettings settings, ToolCatalogue catalogue, ToolLock pins)
    {
        MirrorMap mirrors = new(settings.Mirrors);
        IEnumerable<EgressHost> asked = Asked(settings, mirrors, catalogue, pins)
            .SelectMany(one => Reached(one.Url, one.Reason, mirrors, catalogue))
            .Concat(Fallbacks(settings, mirrors, catalogue, pins))
            .Concat(settings.Customizer.Hosts.Select(host => new EgressHost(host, 443, "your own steps")))
            .Concat(Proxy(settings.Customizer))
            .Concat(CloudHosts.For(settings));
        EgressHost[] hosts =
        [
            .. asked
                .GroupBy(host => (host.From, host.Host, host.Port))
                .Select(group =>
                    group.First() with
                    {
                        Reason = Join(group.Select(host => host.Reason)),
                        IsFallback = group.All(host => host.IsFallback),
                    }
                )
                .OrderBy(host => host.From)
                .ThenBy(host => host.Host.TrimStart('*', '.'), StringComparer.Ordinal)
                .ThenBy(host => host.Port),
        ];
        return new EgressList(hosts);
    }

    /// <summary>The list as a Markdown table, with a final line feed.</summary>
    public string ToMarkdown() => EgressTable.Write(Hosts);

    /// <summary>
    /// The list as JSON: <c>schemaVersion</c> and <c>hosts</c>, each with host, port, protocol, from and reason.
    /// </summary>
    public string ToJson() => EgressJson.Write(Hosts);

    /// <summary>
    /// The list as a Bicep file: a rule collection group for an Azure Firewall policy, with an application rule
    /// collection for HTTP and HTTPS and, where file shares are mounted, a network rule collection for those.
    /// </summary>
    public string ToBicep() => EgressBicep.Write(Hosts);

    /// <summary>Writes the list in all three formats.</summary>
    /// <param name="stem">
    /// The files' path without its extension; <c>.md</c>, <c>.json</c> and <c>.bicep</c> are appended.
    /// </param>
    public void WriteTo(string stem)
    {
        AtomicFile.Write(stem + ".md", ToMarkdown());
        AtomicFile.Write(stem + ".json", ToJson());
        AtomicFile.Write(stem + ".bicep", ToBicep());
    }

    private static IEnumerable<(string Url, string Reason)> Asked(
        JumpboxSettings settings,
        MirrorMap mirrors,
        ToolCatalogue catalogue,
        ToolLock pins
    )
    {
        foreach (SelectedTool tool in Selected(settings, catalogue, pins))
        {
            yield return (tool.File.Url, tool.Name);
            if (tool.Definition.Apt is { } apt)
            {
                yield return (apt.KeyUrl, tool.Name);
                yield return ($"{apt.Repository}/", tool.Name);
            }
        }
        foreach (LockedWheel wheel in ExtensionChoice.Locked(settings, catalogue, pins)?.Wheels ?? [])
        {
            yield return (wheel.Url, "extensions of az");
        }
        foreach (string archive in ArchiveHosts.Archives(settings.Image).Where(one => mirrors.Apply(one) != one))
        {
            yield return (archive, "Ubuntu packages");
        }
        yield return (UbuntuSnapshot.Address, "Ubuntu packages as of the lock's time");
    }

    // Only reached while the first source fails.
    private static IEnumerable<EgressHost> Fallbacks(
        JumpboxSettings settings,
        MirrorMap mirrors,
        ToolCatalogue catalogue,
        ToolLock pins
    ) =>
        Selected(settings, catalogue, pins)
            .Select(tool => (tool.Name, Url: mirrors.Fallback(tool.File.Url, tool.FallbackUrl)))
            .Where(tool => tool.Url is not null)
            .Select(tool => (tool.Name, Address: new Uri(tool.Url!)))
            .Select(tool => new EgressHost(tool.Address.IdnHost, tool.Address.Port, tool.Name) { IsFallback = true });

    private static IReadOnlyList<SelectedTool> Selected(
        JumpboxSettings settings,
        ToolCatalogue catalogue,
        ToolLock pins
    ) => SelectedTool.All(settings, catalogue, pins, CustomizerPlan.SuiteOf(settings.Image, catalogue));

    // The other hosts stay on the list: the proxy must reach them.
    private static IEnumerable<EgressHost> Proxy(CustomizerSettings settings)
    {
        if (settings.Proxy is not null)
        {
            Uri address = new(settings.Proxy);
            yield return new(address.IdnHost, address.Port, "the HTTP proxy of the steps");
        }
    }

    // A mirror serves the files itself and does not redirect to the publisher's other hosts.
    private static IEnumerable<EgressHost> Reached(
        string url,
        string reason,
        MirrorMap mirrors,
        ToolCatalogue catalogue
    )
    {
        string taken = mirrors.Apply(url);
        Uri address = new(taken);
        yield return new(address.IdnHost, address.Port, reason);
        if (taken == url && catalogue.RedirectHosts.TryGetValue(address.Host, out string? others))
        {
            // The first is where the publisher redirects to today.
            foreach ((int index, string other) in others.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
            {
                yield return new(other, address.Port, reason) { IsFallback = index > 0 };
            }
        }
    }

    private static string Join(IEnumerable<string> reasons) =>
        string.Join(", ", reasons.Distinct().Order(StringComparer.Ordinal));
}
