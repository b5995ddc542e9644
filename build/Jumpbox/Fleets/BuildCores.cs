using Jumpbox.Checks;
using Jumpbox.Offers;

namespace Jumpbox.Fleets;

/// <summary>The cores that one image build takes from the quotas of its region.</summary>
/// <param name="Needed">How many of each quota, by subscription, region and quota.</param>
/// <param name="Free">How many were free when Prereqs read the quotas; without an entry it is not known.</param>
public sealed record BuildCores(IReadOnlyDictionary<string, int> Needed, IReadOnlyDictionary<string, int> Free)
{
    // As in the check container-quota.
    private const int ContainerCores = 4;

    /// <summary>Reads the cores from the facts of Prereqs. What these do not have does not bound anything.</summary>
    /// <param name="facts">The facts.</param>
    public static BuildCores Of(Facts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        string place = $"{facts.Settings.SubscriptionId}/{facts.Settings.Location}/".ToLowerInvariant();
        Dictionary<string, int> needed = [];
        Dictionary<string, int> free = [];
        if (facts.Size.State == ReadingState.Present)
        {
            Add(facts.ComputeQuota, facts.Size.Value.Family, facts.Size.Value.Cores);
            Add(facts.ComputeQuota, "cores", facts.Size.Value.Cores);
        }
        Add(facts.ContainerQuota, "StandardCores", ContainerCores);
        return new BuildCores(needed, free);

        void Add(Reading<IReadOnlyList<Quota>> quotas, string name, int cores)
        {
            if (
                quotas.State == ReadingState.Present
                && quotas.Value.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    is { } quota
            )
            {
                needed[place + name] = cores;
                free[place + name] = (int)Math.Min(int.MaxValue, quota.Free);
            }
        }
    }
}
