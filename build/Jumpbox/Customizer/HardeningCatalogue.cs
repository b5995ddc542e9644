namespace Jumpbox.Customizer;

/// <summary>
/// The items of all profiles. Sources: CIS Ubuntu Linux 24.04 LTS Benchmark 1.0.0 as ComplianceAsCode/content encodes it;
/// Azure/AgentBaker, <c>vhdbuilder/packer/cis</c>, for what an image on Azure cannot have; WALinuxAgent for the agent.
/// </summary>
internal static class HardeningCatalogue
{
    /// <summary>All items, in the order in which the steps apply them.</summary>
    public static IReadOnlyList<HardeningItem> All { get; } =
    [
        .. HardeningSsh.Items,
        .. HardeningKernel.Items,
        .. HardeningFiles.Items,
        .. HardeningAccounts.Items,
        .. HardeningLogging.Items,
        .. HardeningExceptions.All,
    ];
}
