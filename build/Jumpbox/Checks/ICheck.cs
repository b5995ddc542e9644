namespace Jumpbox.Checks;

/// <summary>
/// Something that can be checked before a build begins. A check is pure: facts in, findings out.
/// The registry handles missing facts (<see cref="MissingFactException"/>).
/// </summary>
internal interface ICheck
{
    /// <summary>
    /// A short name in lower case with dashes; also the name of the page <c>docs/failures/&lt;id&gt;.md</c>.
    /// </summary>
    string Id { get; }

    /// <summary>What is right when the check passes, in a few words.</summary>
    string Title { get; }

    /// <summary>The part of the table it belongs to.</summary>
    CheckArea Area { get; }

    /// <summary>The facts it uses; only facts that a check needs are read.</summary>
    IReadOnlyList<FactName> Needs { get; }

    /// <summary>Checks the facts.</summary>
    IEnumerable<Finding> Evaluate(Facts facts);
}

/// <summary>What a check is about; the table has one part for each.</summary>
public enum CheckArea
{
    /// <summary>Subnets, security rules, routes.</summary>
    Network,

    /// <summary>The firewall and the hosts that it must allow.</summary>
    Egress,

    /// <summary>What the operator and the builder may do.</summary>
    Rights,

    /// <summary>Providers, regions, sizes, quota, base image, gallery.</summary>
    Subscription,

    /// <summary>Azure Policy.</summary>
    Policy,

    /// <summary>The image template and its customizers.</summary>
    Template,
}
