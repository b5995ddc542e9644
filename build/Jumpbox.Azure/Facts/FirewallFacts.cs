using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>
/// Finds the Azure Firewalls near a network, and reads the rules of those that it uses, including base policies and IP
/// groups.
/// </summary>
internal sealed class FirewallFacts(FactReader reader)
{
    /// <summary>What two calls read; of each firewall, the answer with rules.</summary>
    public static IReadOnlyDictionary<string, Reading<IReadOnlyList<Firewall>>> Union(
        IReadOnlyDictionary<string, Reading<IReadOnlyList<Firewall>>> first,
        IReadOnlyDictionary<string, Reading<IReadOnlyList<Firewall>>> second
    ) =>
        first
            .Concat(second)
            .GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                list => list.Key,
                list =>
                    list.All(one => one.State == ReadingState.Present)
                        ? Readings.Present<IReadOnlyList<Firewall>>(
                            list.Key,
                            [
                                .. list.SelectMany(one => one.Value)
                                    .GroupBy(firewall => firewall.Id)
                                    .Select(same =>
                                        same.FirstOrDefault(one => one.Rules is not null || one.WhyUnread is not null)
                                        ?? same.First()
                                    ),
                            ]
                        )
                        : list.First(),
                StringComparer.OrdinalIgnoreCase
            );

    /// <summary>Reads the firewalls of subscriptions, by the path of each list.</summary>
    /// <param name="subscriptions">The subscriptions of the network and its peers: a hub is usually in another one.</param>
    /// <param name="isUsed">Whether a firewall's rules are needed, by its addresses and its id.</param>
    public async Task<IReadOnlyDictionary<string, Reading<IReadOnlyList<Firewall>>>> GatherAsync(
        IEnumerable<string> subscriptions,
        Func<Firewall, bool> isUsed
    )
    {
        (string Path, Reading<IReadOnlyList<Firewall>> Firewalls)[] all = await Task.WhenAll(
            subscriptions
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(subscription => $"/subscriptions/{subscription}/providers/Microsoft.Network/azureFirewalls")
                .Select(async path => (path, await ListAsync(path, isUsed)))
        );
        return all.ToDictionary(pair => pair.Path, pair => pair.Firewalls, StringComparer.OrdinalIgnoreCase);
    }

    private async Task<Reading<IReadOnlyList<Firewall>>> ListAsync(string path, Func<Firewall, bool> isUsed)
    {
        Reading<IReadOnlyList<JsonObject>> list = await reader.ListOnceAsync(path, ApiVersions.Network);
        if (list.State != ReadingState.Present)
        {
            return FactReader.Turn<IReadOnlyList<JsonObject>, IReadOnlyList<Firewall>>(list, _ => []);
        }
        Firewall?[] firewalls = await Task.WhenAll(
            list.Value.Select(async body =>
                FirewallReading.Firewall(body) is { } firewall
                    ? isUsed(firewall)
                        ? await WithAsync(firewall, body)
                        : firewall
                    : null
            )
        );
        return Readings.Present<IReadOnlyList<Firewall>>(path, [.. firewalls.OfType<Firewall>()]);
    }

    private async Task<Firewall> WithAsync(Firewall firewall, JsonObject body)
    {
        string path = $"{firewall.Id}/providers/Microsoft.Insights/diagnosticSettings";
        Task<Reading<IReadOnlyList<JsonObject>>> settings = reader.ListAsync(
            path,
            reader.Session.ListAsync(path, ApiVersions.DiagnosticSettings, reader.Cancel)
        );
        Firewall with = With(firewall, await RulesAsync(firewall.Id, body));
        Reading<IReadOnlyList<JsonObject>> logs = await settings;
        return with with
        {
            Logs = logs.State == ReadingState.Present ? [.. logs.Value.SelectMany(FirewallReading.Logs)] : null,
        };
    }

    private static Firewall With(Firewall firewall, Reading<FirewallRuleSet> rules) =>
        rules.State == ReadingState.Present
            ? firewall with
            {
                Rules = rules.Value,
            }
            : firewall with
            {
                WhyUnread = rules.Reason ?? $"{rules.Source} does not exist.",
            };

    private async Task<Reading<FirewallRuleSet>> RulesAsync(ResourceId id, JsonObject firewall)
    {
        ResourceId? policy = ResourceId.TryParse(
            firewall.Text("properties", "firewallPolicy", "id"),
            out ResourceId? one
        )
            ? one
            : null;
        Reading<IReadOnlyList<FirewallRuleGroup>> groups = policy is null
            ? Readings.Present<IReadOnlyList<FirewallRuleGroup>>($"{id}", [FirewallReading.Classic(firewall)])
            : await GroupsAsync(policy, []);
        if (groups.State != ReadingState.Present)
        {
            return FactReader.Turn<IReadOnlyList<FirewallRuleGroup>, FirewallRuleSet>(groups, _ => null!);
        }
        FirewallRuleSet rules = new(id, policy ?? id, groups.Value, await IpGroupsAsync(groups.Value));
        return policy is null
            ? Readings.Present($"{id}", FirewallReading.WithClassic(rules, firewall))
            : await reader.GetAsync(
                policy,
                ApiVersions.Network,
                body => FirewallReading.WithPolicy(rules, body, firewall.Text("properties", "sku", "tier"))
            );
    }

    // A group that could not be read is absent: what it holds is unknown.
    private async Task<Dictionary<ResourceId, IReadOnlyList<string>>> IpGroupsAsync(
        IReadOnlyList<FirewallRuleGroup> groups
    )
    {
        (ResourceId Id, Reading<IReadOnlyList<string>> Addresses)[] all = await Task.WhenAll(
            groups
                .SelectMany(group => group.Collections)
                .SelectMany(list => list.Rules)
                .SelectMany(rule =>
                    rule is FirewallNetworkRule network
                        ? rule.SourceIpGroups.Concat(network.DestinationIpGroups)
                        : rule.SourceIpGroups
                )
                .Distinct()
                .Select(async id =>
                    (
                        id,
                        await reader.GetAsync(id, ApiVersions.Network, body => body.Texts("properties", "ipAddresses"))
                    )
                )
        );
        return all.Where(pair => pair.Addresses.State == ReadingState.Present)
            .ToDictionary(pair => pair.Id, pair => pair.Addresses.Value);
    }

    // A policy and its groups are requested in parallel; only the base policy has to wait for its id.
    private async Task<Reading<IReadOnlyList<FirewallRuleGroup>>> GroupsAsync(ResourceId policy, ResourceId[] below)
    {
        string path = $"{policy}/ruleCollectionGroups";
        Task<Reading<IReadOnlyList<JsonObject>>> own = reader.ListAsync(
            path,
            reader.Session.ListAsync(path, ApiVersions.Network, reader.Cancel)
        );
        Reading<string> parent = await reader.GetAsync(
            policy,
            ApiVersions.Network,
            body => body.Text("properties", "basePolicy", "id") ?? ""
        );
        ResourceId[] chain = [.. below, policy];
        Reading<IReadOnlyList<FirewallRuleGroup>> inherited =
            parent.State == ReadingState.Present
            && ResourceId.TryParse(parent.Value, out ResourceId? id)
            && !chain.Contains(id)
                ? await GroupsAsync(id, chain)
                : FactReader.Turn<string, IReadOnlyList<FirewallRuleGroup>>(parent, _ => []);
        Reading<IReadOnlyList<FirewallRuleGroup>> listed = FactReader.Turn<
            IReadOnlyList<JsonObject>,
            IReadOnlyList<FirewallRuleGroup>
        >(await own, bodies => [.. bodies.Select(body => FirewallReading.Group(body, below.Length))]);
        if (inherited.State != ReadingState.Present || listed.State != ReadingState.Present)
        {
            return inherited.State == ReadingState.Present ? listed : inherited;
        }
        return Readings.Present<IReadOnlyList<FirewallRuleGroup>>(path, [.. inherited.Value, .. listed.Value]);
    }
}
