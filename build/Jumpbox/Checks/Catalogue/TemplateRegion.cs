using Jumpbox.Naming;
using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The region is in the provider's own list of Azure Image Builder regions.</summary>
internal sealed class TemplateRegion : ICheck
{
    private const string Provider = "Microsoft.VirtualMachineImages";

    public string Id => "region";

    public string Title => "The region offers Azure Image Builder";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.Providers];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        string location = facts.Settings.Location;
        ProviderState provider = facts.Providers.TryGetValue(Provider, out Reading<ProviderState>? reading)
            ? reading.Value
            : throw new MissingFactException(Readings.Unreadable<ProviderState>(Provider, "it was not requested."));
        if (!provider.Regions.TryGetValue("imageTemplates", out IReadOnlyList<string>? regions) || regions.Count == 0)
        {
            yield return Finding.Unknown($"{Provider} does not report the regions of image templates.");
            yield break;
        }
        yield return regions.Any(region => Regions.Same(region, location))
            ? Finding.Pass(
                $"{location} is one of {regions.Count} regions with image templates.",
                ("location", location)
            )
            : Finding.Fail(
                $"{location} has no image templates; {Provider} offers them in {string.Join(", ", regions.Order(StringComparer.Ordinal))}.",
                Cure.Setting(
                    $"location={Nearest(location, regions)}, with subnets there; the image can be replicated to {location} by a gallery"
                ),
                ("location", location),
                ("offered", string.Join(", ", regions.Select(Regions.Normalise).Order(StringComparer.Ordinal)))
            );
    }

    // A name with the same start is usually in the same geography: westus3 for westus, for example.
    private static string Nearest(string location, IReadOnlyList<string> regions) =>
        regions
            .Select(Regions.Normalise)
            .OrderByDescending(region => region.Zip(location).TakeWhile(pair => pair.First == pair.Second).Count())
            .ThenBy(region => region, StringComparer.Ordinal)
            .First();
}
