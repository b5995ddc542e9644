namespace Jumpbox.Rights;

/// <summary>The actions for a virtual machine that is created, used by Run Command and deleted.</summary>
internal static class ThrowawayNeeds
{
    /// <summary>What joins a subnet, at the subnet.</summary>
    public const string JoinSubnet = "Microsoft.Network/virtualNetworks/subnets/join/action";

    private const string Machines = "Microsoft.Compute/virtualMachines";
    private const string Interfaces = "Microsoft.Network/networkInterfaces";

    /// <summary>The actions at its group.</summary>
    public static IReadOnlyList<string> OfMachine { get; } =
    [
        $"{Machines}/read",
        $"{Machines}/write",
        $"{Machines}/delete",
        $"{Machines}/runCommands/read",
        $"{Machines}/runCommands/write",
        $"{Interfaces}/read",
        $"{Interfaces}/write",
        $"{Interfaces}/delete",
        $"{Interfaces}/join/action",
        "Microsoft.Compute/disks/read",
        "Microsoft.Compute/disks/delete",
    ];
}
