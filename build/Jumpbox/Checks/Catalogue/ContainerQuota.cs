using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The subscription has container-instance cores left; each isolated build takes one container group.</summary>
internal sealed class ContainerQuota : ICheck
{
    // Source: Azure Image Builder, "troubleshoot": a build's container instance has up to four standard cores.
    private const int Cores = 4;
    private const string Name = "StandardCores";

    public string Id => "container-quota";

    public string Title => "The cores of the container instance are within quota";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.ContainerQuota];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        // In the original form the service's container is not in this region's subnet, but in this subscription all the same.
        string location = facts.Settings.Location;
        Quota? quota = facts.ContainerQuota.Value.FirstOrDefault(one =>
            one.Name.Equals(Name, StringComparison.OrdinalIgnoreCase)
        );
        yield return quota is null
            ? Finding.Unknown($"{location} reports no quota {Name} of container instances.")
            : QuotaFinding.Judge(
                quota,
                Cores,
                "the build's container instance",
                location,
                "Microsoft.ContainerInstance"
            );
    }
}
