using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>
/// Finds the Azure Firewalls that routes lead to, and reads their rules including base policies and IP groups.
/// </summary>
internal sealed class FirewallFacts(FactReader reader)
{
    /// <summary>
    /// Reads the firewalls at the addresses of next hops. The subscriptions are those of the network and its peers, because a
    /// hub is usually in another one.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Reading<FirewallRuleSet>>> GatherAsync(
        IReadOnlyCollection<string> hops,
        IEnumerable<string> subscriptions
    )
    {
        Reading<IReadOnlyList<JsonObject>>[] lists = await Task.WhenAll(
            subscriptions.Distinct(StringComparer.OrdinalIgnoreCase).Select(ListAsync)
        );
        JsonObject[] firewalls =
        [
            .. lists.Where(list => list.State == ReadingState.Present).SelectMany(list => list.Value),
        ];
        string? refusal = Array.Find(lists, list => list.State == ReadingState.Unreadable)?.Reason;
        (string Hop, Reading<FirewallRuleSet> Rules)[] all = await Task.WhenAll(
            hops.Select(async hop =>
                (hop, await RulesAsync(hop, Array.Find(firewalls, one => IsAt(one, hop)), refusal))
            )
        );
        return all.ToDictionary(pair => pair.Hop, pair => pair.Rules);
    }

    private static bool IsAt(JsonObject firewall, string hop) => FirewallReading.Addresses(firewall).Contains(hop);

    private Task<Reading<IReadOnlyList<JsonObject>>> ListAsync(string subscription)
    {
        string path = $"/subscriptions/{subscription}/providers/Microsoft.Network/azureFirewalls";
        return reader.ListAsync(path, reader.Session.ListAsync(path, ApiVersions.Network, reader.Cancel));
    }

    private async Task<Reading<FirewallRuleSet>> RulesAsync(string hop, JsonObject? firewall, string? refusal)
    {
        if (firewall is null)
        {
            return refusal is null
                ? Readings.Absent<FirewallRuleSet>($"An Azure Firewall at {hop}")
                : Readings.Unreadable<FirewallRuleSet>($"The appliance at {hop}", refusal);
        }
        if (!ResourceId.TryParse(firewall.Text("id"), out ResourceId? id))
        {
            return Readings.Unreadable<FirewallRuleSet>($"The Azure Firewall at {hop}", "Azure reports no id for it");
        }
        ResourceId? policy = Id(firewall.Text("properties", "firewallPolicy", "id"));
        Reading<IReadOnlyList<FirewallRuleGroup>> groups = policy is null
            ? Readings.Present<IReadOnlyList<FirewallRuleGroup>>($"{id}", [FirewallReading.Classic(firewall)])
            : await GroupsAsync(policy, 0);
        if (groups.State != ReadingState.Present)
        {
            return FactReader.Turn<IReadOnlyList<FirewallRuleGroup>, FirewallRuleSet>(groups, _ => null!);
        }
        ResourceId[] named =
        [
            .. groups
                .Value.SelectMany(group => group.Collections)
                .SelectMany(list => list.Rules)
                .SelectMany(rule =>
                    rule is FirewallNetworkRule network
                        ? rule.SourceIpGroups.Concat(network.DestinationIpGroups)
                        : rule.SourceIpGroups
                )
                .Distinct(),
        ];
        Reading<IReadOnlyList<string>>[] addresses = await Task.WhenAll(
            named.Select(one =>
                reader.GetAsync(one, ApiVersions.Network, body => body.Texts("properties", "ipAddresses"))
            )
        );
        if (Array.Find(addresses, one => one.State == ReadingState.Unreadable) is { } unread)
        {
            return Readings.Unreadable<FirewallRuleSet>(unread.Source, unread.Reason ?? "");
        }
        return Readings.Present(
            $"{id}",
            new FirewallRuleSet(
                id,
                policy ?? id,
                groups.Value,
                named
                    .Zip(addresses)
                    .Where(pair => pair.Second.State == ReadingState.Present)
                    .ToDictionary(pair => pair.First, pair => pair.Second.Value)
            )
        );
    }

    // A policy and its groups are requested in parallel; only the base policy has to wait for its id.
    private async Task<Reading<IReadOnlyList<FirewallRuleGroup>>> GroupsAsync(ResourceId policy, int depth)
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
        Reading<IReadOnlyList<FirewallRuleGroup>> inherited =
            parent.State == ReadingState.Present && Id(parent.Value) is { } id
                ? await GroupsAsync(id, depth + 1)
                : FactReader.Turn<string, IReadOnlyList<FirewallRuleGroup>>(parent, _ => []);
        Reading<IReadOnlyList<FirewallRuleGroup>> listed = FactReader.Turn<
            IReadOnlyList<JsonObject>,
            IReadOnlyList<FirewallRuleGroup>
        >(await own, bodies => [.. bodies.Select(body => FirewallReading.Group(body, depth))]);
        if (inherited.State != ReadingState.Present || listed.State != ReadingState.Present)
        {
            return inherited.State == ReadingState.Present ? listed : inherited;
        }
        return Readings.Present<IReadOnlyList<FirewallRuleGroup>>(path, [.. inherited.Value, .. listed.Value]);
    }

    private static ResourceId? Id(string? text) => ResourceId.TryParse(text, out ResourceId? id) ? id : null;
}
