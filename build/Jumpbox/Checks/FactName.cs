namespace Jumpbox.Checks;

/// <summary>The facts that checks ask for; each is read with as few requests as it allows, and only if it is needed.</summary>
public enum FactName
{
    /// <summary>The virtual network with its subnets.</summary>
    Network,

    /// <summary>The security groups of the subnets.</summary>
    SecurityGroups,

    /// <summary>The route tables of the subnets.</summary>
    RouteTables,

    /// <summary>The firewall that routes lead to, and its policy.</summary>
    Firewall,

    /// <summary>The hosts that the build reaches.</summary>
    Egress,

    /// <summary>The resource providers and their registration.</summary>
    Providers,

    /// <summary>The groups that the settings name.</summary>
    Groups,

    /// <summary>The size of the build VM in the region.</summary>
    Size,

    /// <summary>The quota of virtual machines in the region.</summary>
    ComputeQuota,

    /// <summary>The quota of container instances in the region.</summary>
    ContainerQuota,

    /// <summary>The version of the base image in the region, and the terms of its plan.</summary>
    BaseImage,

    /// <summary>The gallery's image definition.</summary>
    Gallery,

    /// <summary>The gallery version that the settings name.</summary>
    StandingImage,

    /// <summary>What is in the staging group.</summary>
    Staging,

    /// <summary>The image templates of the subscription.</summary>
    Templates,

    /// <summary>What the signed-in account may do.</summary>
    OperatorRights,

    /// <summary>Where the builder's identity is, and what it may do.</summary>
    BuilderRights,

    /// <summary>What policies say to the resources that a build makes.</summary>
    Policies,
}
