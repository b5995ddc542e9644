using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>Judges what an Azure Firewall does to traffic: its state, its rules, and its own way to the Internet.</summary>
internal sealed class Firewalls(NetworkWorld world, Zones zones)
{
    private readonly Dictionary<ResourceId, FirewallEvaluator> _evaluators = [];

    private FirewallWays Ways => field ??= new(world, this);

    /// <summary>The hops through a firewall.</summary>
    /// <param name="journey">The traffic.</param>
    /// <param name="firewall">The firewall.</param>
    public IEnumerable<Hop> Judge(Journey journey, Firewall firewall)
    {
        if (firewall.Addresses.Count == 0)
        {
            yield return new(
                HopKind.Firewall,
                Reach.No,
                $"the firewall {firewall.Id.Name} has no private address, as one that is deallocated"
            )
            {
                Resource = firewall.Id,
                Rule = "hubIPAddresses",
                Remedy = new(null, $"Start the firewall {firewall.Id.Name}, or ask its owner to."),
            };
            yield break;
        }
        if (journey.Passed.Contains(firewall.Id))
        {
            yield return new(
                HopKind.FirewallWayOut,
                Reach.No,
                $"the traffic is back at the firewall {firewall.Id.Name}, which it has passed: it loops"
            )
            {
                Resource = firewall.Id,
                Remedy = new(null, "Let the last firewall's route 0.0.0.0/0 lead to the Internet."),
            };
            yield break;
        }
        FirewallVerdict? verdict = Decide(journey, firewall);
        // What is tunnelled may be translated later. Azure Firewall, "SNAT private IP address ranges".
        bool keepsSource = verdict is { IsUntranslated: true };
        yield return Rules(
            journey,
            firewall,
            keepsSource && verdict!.Reach == Reach.No && Ways.Tunnels(journey, firewall)
                ? verdict with
                {
                    Reach = Reach.Unknown,
                }
                : verdict
        );
        if (verdict is { UsesNames: true, Reach: not Reach.No } && Names(journey, firewall) is { } names)
        {
            yield return names;
        }
        if (firewall.State is { } state && Provisioning.IsDoubtful(state))
        {
            yield return new(
                HopKind.Firewall,
                Reach.Unknown,
                $"the firewall {firewall.Id.Name} is in the state {state}, so its rules may be of two versions"
            )
            {
                Resource = firewall.Id,
                Rule = "provisioningState",
            };
        }
        if (journey.Target.IsPublic)
        {
            foreach (Hop hop in Ways.Out(journey, firewall, keepsSource))
            {
                yield return hop;
            }
        }
    }

    // A firewall looks up the host of an application rule itself, whatever address the machine got, and the host names of network
    // rules for their addresses. Source: Azure Firewall, "DNS details".
    private Hop? Names(Journey journey, Firewall firewall)
    {
        if (firewall.Rules is { OtherServers: { Count: > 0 } others })
        {
            return new(
                HopKind.FirewallWayOut,
                Reach.Unknown,
                $"the firewall {firewall.Id.Name} looks up {journey.Target.Name} at {string.Join(", ", others)}, whose answers could not be "
                    + "read"
            )
            {
                Resource = firewall.Rules.Policy,
                Rule = "dnsSettings.servers",
                Remedy = new(
                    null,
                    $"Ask the owner of {string.Join(", ", others)} whether public names are answered, or run Prereqs --probe."
                ),
            };
        }
        return
            journey.Target.Name is { } host
            && firewall.SubnetId?.Parent is { } network
            && zones.At(network, $"the firewall {firewall.Id.Name}", host) is { } answer
            ? answer.Hop with
            {
                Kind = HopKind.FirewallWayOut,
            }
            : null;
    }

    private FirewallVerdict? Decide(Journey journey, Firewall firewall)
    {
        if (firewall.Rules is not { } rules)
        {
            return null;
        }
        if (!_evaluators.TryGetValue(firewall.Id, out FirewallEvaluator? evaluator))
        {
            _evaluators[firewall.Id] = evaluator = new(rules);
        }
        // Only this firewall knows the addresses that it answered.
        bool asksIt = world.Home.DnsServers.All(firewall.Addresses.Contains);
        return evaluator.Decide(
            journey.Sources,
            asksIt ? journey.Target : journey.Target with { SharesNames = Reach.Unknown }
        );
    }

    private static Hop Rules(Journey journey, Firewall firewall, FirewallVerdict? decided)
    {
        string what = journey.Target.Host is { } host
            ? $"{host}:{journey.Target.Port}"
            : $"{journey.Target.Protocol.ToString().ToUpperInvariant()} {journey.Target.Port} from {journey.Subnet.Id.Name}";
        string name = firewall.Id.Name;
        if (decided is not { } verdict)
        {
            return Hop(
                Reach.Unknown,
                $"the rules of the firewall {name} could not be read: {firewall.WhyUnread}",
                null
            );
        }
        if (verdict.IsInspected)
        {
            return Hop(
                verdict.Reach,
                $"the rule {verdict.Name} of the firewall {name} inspects TLS to {what} with its own certificate authority, "
                    + (
                        journey.Target.MayTrustInspection
                            ? "which your base image may trust"
                            : "which the build's machines do not trust"
                    ),
                verdict.Name
            );
        }
        if (verdict.IsUntranslated)
        {
            return Hop(
                verdict.Reach,
                $"the firewall {name} does not translate the source address of {what} (its private SNAT ranges hold public "
                    + "addresses), so replies "
                    + (verdict.Reach == Reach.No ? "do not" : "may not")
                    + " come back",
                verdict.Name
            );
        }
        return verdict.Reach switch
        {
            Reach.Yes => Hop(Reach.Yes, $"the rule {verdict.Name} of the firewall {name} allows {what}", verdict.Name),
            Reach.No when verdict.Name is null => Hop(Reach.No, $"no rule of the firewall {name} allows {what}", null),
            Reach.No => Hop(Reach.No, $"the rule {verdict.Name} of the firewall {name} blocks {what}", verdict.Name),
            _ => Hop(
                Reach.Unknown,
                $"whether the rule {verdict.Name ?? "?"} of the firewall {name} covers {what} only the service knows",
                verdict.Name
            ),
        };

        Hop Hop(Reach reach, string says, string? rule) =>
            new(HopKind.Firewall, reach, says) { Resource = firewall.Id, Rule = rule };
    }
}
