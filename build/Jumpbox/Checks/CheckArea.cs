namespace Jumpbox.Checks;

/// <summary>What a check is about; the table has one part for each.</summary>
public enum CheckArea
{
    /// <summary>Subnets, security rules, routes.</summary>
    Network,

    /// <summary>The firewall and the hosts it must let through.</summary>
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
