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
}
