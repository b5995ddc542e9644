using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The container-instance quota has free cores; each isolated build uses one container group.</summary>
internal sealed class ContainerQuota : ICheck
{
    // Source: Azure Image Builder, "troubleshoot": a build's container instance has up to four standard cores.
    private const int Cores = 4;
    private const string Name = "StandardCores";

    public string Id => "container-quota";

    public string Title => "The container-instance quota has enough cores";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.ContainerQuota];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        // Without a container-instance subnet the container is not in the user's network, but still in this subscription.
        string location = facts.Settings.Location;
        Quota? quota = facts.ContainerQuota.Value.FirstOrDefault(one =>
            one.Name.Equals(Name, StringComparison.OrdinalIgnoreCase)
        );
        yield return quota is null
            ? Finding.Unknown($"{location} reports no container-instance quota {Name}.")
            : QuotaFinding.Judge(
                quota,
                Cores,
                "the build's container instance",
                location,
                "Microsoft.ContainerInstance"
            );
    }
}
