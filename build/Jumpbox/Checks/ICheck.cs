namespace Jumpbox.Checks;

/// <summary>
/// A check before a build. A check is pure: facts in, findings out. The registry handles missing facts (<see
/// cref="MissingFactException"/>).
/// </summary>
internal interface ICheck
{
    /// <summary>
    /// A short name in lower case with dashes; also the name of the page <c>docs/failures/&lt;id&gt;.md</c>.
    /// </summary>
    string Id { get; }

    /// <summary>The requirement in a few words.</summary>
    string Title { get; }

    /// <summary>The area of the table.</summary>
    CheckArea Area { get; }

    /// <summary>The facts that it uses; only needed facts are read.</summary>
    IReadOnlyList<FactName> Needs { get; }

    /// <summary>Checks the facts.</summary>
    IEnumerable<Finding> Evaluate(Facts facts);
}

/// <summary>The area of a check; the table has one part for each.</summary>
public enum CheckArea
{
    /// <summary>Subnets, security rules, routes.</summary>
    Network,

    /// <summary>The firewall and the hosts that it must allow.</summary>
    Egress,

    /// <summary>The permissions of the operator and the builder.</summary>
    Rights,

    /// <summary>Providers, regions, sizes, quota, base image, gallery.</summary>
    Subscription,

    /// <summary>Azure Policy.</summary>
    Policy,

    /// <summary>The image template and its customizers.</summary>
    Template,
}
