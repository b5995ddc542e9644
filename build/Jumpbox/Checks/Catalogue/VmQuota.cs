using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The VM quota has enough cores for the build VM, in its family and in the region.</summary>
internal sealed class VmQuota : ICheck
{
    public string Id => "vm-quota";

    public string Title => "The VM quota has enough cores";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.Size, FactName.ComputeQuota];

    public IEnumerable<Finding> Evaluate(Facts facts) =>
        [
            .. Judge(facts, facts.Size.Value),
            // One that the region does not offer is the check vm-size's to find.
            .. FallbackSizes.Judge(facts, (_, reading) => reading.Exists ? Judge(facts, reading.Value) : []),
        ];

    private static IEnumerable<Finding> Judge(Facts facts, SizeOffer size) =>
        QuotaFinding.OfCores(facts, size, 1, "the build VM");
}
