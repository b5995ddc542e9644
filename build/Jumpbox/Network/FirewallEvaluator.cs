using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>
/// Decides what an Azure Firewall does to a connection. Network rules are evaluated before application rules; of each
/// kind, base policies before the firewall's own, then groups and collections by priority; the first rule that matches
/// decides, and unmatched traffic is blocked. Source: Azure Firewall, "rule processing logic".
/// </summary>
internal sealed class FirewallEvaluator
{
    private static readonly bool[] NetworkFirst = [true, false];
    private static readonly IntervalSet AnyPort = IntervalSet.Range(0, 0);

    private static readonly PacketBox Nothing = new(IntervalSet.Empty, IntervalSet.Empty, IntervalSet.Empty);

    private readonly FirewallRuleSet _rules;
    private readonly Dictionary<ResourceId, IntervalSet> _ipGroups;
    private readonly OrderedRule[] _ordered;

    /// <summary>Puts the rules in order.</summary>
    /// <param name="rules">The firewall's rules.</param>
    public FirewallEvaluator(FirewallRuleSet rules)
    {
        _rules = rules;
        // Up to 5,000 entries each, in many rules.
        _ipGroups = rules.IpGroups.ToDictionary(pair => pair.Key, pair => Read(pair.Value));
        // Sources and destinations are long as well, and many rules share them.
        Dictionary<string, FirewallDestinations> known = [];
        Dictionary<string, (IntervalSet, IntervalSet)> sources = [];
        _ordered =
        [
            .. from network in NetworkFirst
            from part in rules.Groups.OrderByDescending(one => one.Depth).ThenBy(one => one.Priority)
            from list in part.Collections.OrderBy(one => one.Priority)
            from rule in list.Rules
            where rule is not FirewallApplicationRule == network
            select new OrderedRule(
                $"{part.Name}/{list.Name}/{rule.Name}",
                list.Allows,
                rule,
                SourcesOf(rule, sources),
                DestinationsOf(rule, known)
            ),
        ];
    }

    /// <summary>Evaluates the rules for a connection.</summary>
    /// <param name="sources">The addresses of the subnet that it comes from.</param>
    /// <param name="target">Where it leads.</param>
    public FirewallVerdict Decide(IntervalSet sources, FirewallTarget target)
    {
        FirstMatch<OrderedRule> match = FirstMatch<OrderedRule>.Decide(
            new(sources, AnyPort, target.Addresses),
            target.Host is not null,
            _ordered.SelectMany(rule => Match(rule, target))
        );
        OrderedRule? decisive = match.Reach switch
        {
            Reach.Yes => match.Deciding.FirstOrDefault(rule => rule.Allows),
            Reach.No => match.Blocking.Count > 0 ? match.Blocking[0] : null,
            _ => match.Doubtful.Count > 0 ? match.Doubtful[0] : null,
        };
        FirewallVerdict verdict = new(match.Reach, decisive?.Name)
        {
            IsInspected = match.Reach != Reach.Yes && decisive is not null && Inspects(decisive),
            UsesNames = match.Deciding.Concat(match.Doubtful).Any(rule => rule.Allows && Resolves(rule.Rule)),
        };
        return target.Host is not null && match.Deciding.Concat(match.Doubtful).Any(Hides)
            ? verdict with
            {
                Reach = Reaches.Along([verdict.Reach, match.Reach == Reach.Yes ? Untranslated(match) : Reach.Unknown]),
                IsUntranslated = true,
            }
            : verdict;
    }

    private static bool Resolves(FirewallRule rule) =>
        rule is FirewallApplicationRule or FirewallNetworkRule { DestinationFqdns.Count: > 0 };

    // Without translation, replies to a private address never come back from the Internet. Azure Firewall, "SNAT".
    private bool Hides(OrderedRule rule) =>
        rule is { Allows: true, Rule: FirewallNetworkRule }
        && (
            _rules.NotTranslated?.Any(range => Addresses.TryParse(range, out IntervalSet set) && IsPublic(set)) ?? false
        );

    private Reach Untranslated(FirstMatch<OrderedRule> match) =>
        _rules.NotTranslated!.Contains("0.0.0.0/0") && match.Deciding.All(Hides) ? Reach.No : Reach.Unknown;

    private static bool IsPublic(IntervalSet set) => !set.Except(Addresses.NotPublic).IsEmpty && set.Count > 1;

    // A client that does not trust the firewall's certificate ends the connection, as if the rule blocked it. Of a client that
    // may trust it, both must be considered.
    private IEnumerable<RuleMatch<OrderedRule>> Match(OrderedRule rule, FirewallTarget target)
    {
        (IntervalSet sure, IntervalSet atMost) = FirewallMatching.Destinations(
            rule.Rule,
            target,
            _rules,
            rule.Destinations
        );
        if (atMost.IsEmpty)
        {
            yield break;
        }
        PacketBox least = new(rule.Sources.Sure, AnyPort, sure);
        PacketBox most =
            ReferenceEquals(rule.Sources.Sure, rule.Sources.AtMost) && ReferenceEquals(sure, atMost)
                ? least
                : new(rule.Sources.AtMost, AnyPort, atMost);
        bool inspects = Inspects(rule);
        if (inspects && target.MayTrustInspection)
        {
            yield return new(rule, false, Nothing, most);
        }
        bool passes = rule.Allows && (!inspects || target.MayTrustInspection);
        yield return new(rule, passes, least, most);
    }

    private bool Inspects(OrderedRule rule) =>
        rule is { Allows: true, Rule: FirewallApplicationRule { TerminatesTls: true } } && _rules.InspectsTls;

    // An IP group that could not be read may hold anything.
    private (IntervalSet Sure, IntervalSet AtMost) SourcesOf(
        FirewallRule rule,
        Dictionary<string, (IntervalSet, IntervalSet)> known
    )
    {
        string key = string.Join('|', rule.Sources.Concat(rule.SourceIpGroups.Select(id => $"{id}")));
        if (!known.TryGetValue(key, out (IntervalSet Sure, IntervalSet AtMost) sources))
        {
            IntervalSet sure = IntervalSet.Union(
                rule.SourceIpGroups.Select(id => _ipGroups.GetValueOrDefault(id) ?? IntervalSet.Empty)
                    .Append(Read(rule.Sources))
            );
            known[key] = sources = (
                sure,
                rule.SourceIpGroups.All(_rules.IpGroups.ContainsKey) ? sure : IntervalSet.All
            );
        }
        return sources;
    }

    private FirewallDestinations DestinationsOf(FirewallRule rule, Dictionary<string, FirewallDestinations> known)
    {
        string key = rule is FirewallNetworkRule network
            ? string.Join('|', network.Destinations.Concat(network.DestinationIpGroups.Select(id => $"{id}")))
            : "";
        if (!known.TryGetValue(key, out FirewallDestinations? destinations))
        {
            known[key] = destinations = FirewallDestinations.Of(rule, _ipGroups);
        }
        return destinations;
    }

    private static IntervalSet Read(IEnumerable<string> texts) =>
        IntervalSet.Union(
            texts.Select(text =>
                text == "*" ? IntervalSet.All
                : Addresses.TryParse(text, out IntervalSet set) ? set
                : IntervalSet.Empty
            )
        );

    private sealed record OrderedRule(
        string Name,
        bool Allows,
        FirewallRule Rule,
        (IntervalSet Sure, IntervalSet AtMost) Sources,
        FirewallDestinations Destinations
    );
}

/// <summary>What a firewall does to a connection.</summary>
/// <param name="Reach">Whether it passes.</param>
/// <param name="Name">
/// The rule that decides, as <c>group/collection/rule</c>; null if no rule matches, which blocks it.
/// </param>
internal sealed record FirewallVerdict(Reach Reach, string? Name)
{
    /// <summary>Whether the rule that decides allows the connection and decrypts it, so that the client may refuse it.</summary>
    public bool IsInspected { get; init; }

    /// <summary>Whether a rule that allows the connection needs the firewall to resolve its host.</summary>
    public bool UsesNames { get; init; }

    /// <summary>Whether the firewall is set not to translate the source address towards the Internet.</summary>
    public bool IsUntranslated { get; init; }
}
