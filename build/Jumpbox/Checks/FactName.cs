namespace Jumpbox.Checks;

/// <summary>The facts that checks use; each is read only if needed, with as few requests as possible.</summary>
public enum FactName
{
    /// <summary>The virtual network with its subnets.</summary>
    Network,

    /// <summary>The security groups of the subnets.</summary>
    SecurityGroups,

    /// <summary>The route tables of the subnets.</summary>
    RouteTables,

    /// <summary>The networks that are peered with the build's.</summary>
    Peers,

    /// <summary>The prefixes of the region's service tags.</summary>
    ServiceTags,

    /// <summary>The NAT gateways of the subnets.</summary>
    NatGateways,

    /// <summary>The service endpoint policies of the subnets.</summary>
    EndpointPolicies,

    /// <summary>The firewalls near the network, with their policies, and the hubs of Azure Virtual WAN.</summary>
    Firewall,

    /// <summary>The hosts that the build reaches.</summary>
    Egress,

    /// <summary>The resource providers and their registration.</summary>
    Providers,

    /// <summary>The configured resource groups.</summary>
    Groups,

    /// <summary>The sizes of the build VM and of Smoke's machines in the region.</summary>
    Size,

    /// <summary>The virtual network of Smoke's subnet, where it is another one.</summary>
    SmokeNetwork,

    /// <summary>Which kubectl fits the clusters that it follows.</summary>
    Kubectl,

    /// <summary>The network, size and quota of the machines of Rollout.</summary>
    RolloutMachines,

    /// <summary>The quota of virtual machines in the region.</summary>
    ComputeQuota,

    /// <summary>The quota of container instances in the region.</summary>
    ContainerQuota,

    /// <summary>The version of the base image in the region, and the terms of its plan.</summary>
    BaseImage,

    /// <summary>The gallery's image definition.</summary>
    Gallery,

    /// <summary>The configured gallery version.</summary>
    ExistingImage,

    /// <summary>The versions of the image definition, and who claims the next one.</summary>
    Versions,

    /// <summary>The contents of the staging group.</summary>
    Staging,

    /// <summary>The image templates of the subscription.</summary>
    Templates,

    /// <summary>The permissions of the signed-in account.</summary>
    OperatorRights,

    /// <summary>The region and the permissions of the builder's identity.</summary>
    BuilderRights,

    /// <summary>How policies affect the resources that a build creates.</summary>
    Policies,
}
