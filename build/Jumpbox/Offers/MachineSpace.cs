using Jumpbox.Network;

namespace Jumpbox.Offers;

/// <summary>
/// Whether there are addresses and cores for machines beside those that exist. What Azure does not report is unknown: it then refuses the
/// creation itself, before an old machine is deleted. Pure.
/// </summary>
/// <param name="Lacks">What there is not enough of, each as a part of a sentence.</param>
/// <param name="Unknown">What is not known, each as a sentence.</param>
public sealed record MachineSpace(IReadOnlyList<string> Lacks, IReadOnlyList<string> Unknown)
{
    // The quota of all families in a region.
    private const string AllCores = "cores";

    /// <summary>Judges it.</summary>
    /// <param name="machines">How many machines are created beside those that exist.</param>
    /// <param name="subnet">Their subnet.</param>
    /// <param name="family">The quota of their size, for example <c>standardDDSv4Family</c>.</param>
    /// <param name="cores">The cores of each; 0 if Azure does not report them.</param>
    /// <param name="quotas">The quotas of the region.</param>
    /// <param name="location">The region.</param>
    public static MachineSpace Judge(
        int machines,
        Subnet subnet,
        string family,
        int cores,
        IReadOnlyList<Quota> quotas,
        string location
    )
    {
        List<string> lacks = [];
        List<string> unknown = [];
        if (subnet.FreeAddresses < machines)
        {
            lacks.Add(
                $"the subnet {subnet.Id.Name} has {subnet.FreeAddresses} free addresses, and {machines} are needed"
            );
        }
        if (cores <= 0)
        {
            unknown.Add("Whether there are enough cores is unknown: Azure does not report how many the size has.");
            return new(lacks, unknown);
        }
        long needed = (long)machines * cores;
        foreach (string name in (string[])[family, AllCores])
        {
            Quota? quota = quotas.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (quota is null)
            {
                unknown.Add($"Whether there are enough cores is unknown: {location} reports no quota {name}.");
            }
            else if (quota.Free < needed)
            {
                lacks.Add(
                    $"{quota.Name} has {quota.Free} of {quota.Limit} cores free in {location}, and {needed} are needed"
                );
            }
        }
        return new(lacks, unknown);
    }
}
