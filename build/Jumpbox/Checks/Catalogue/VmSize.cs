using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The build VM's size is available to this subscription and can boot the base image.</summary>
internal sealed class VmSize : ICheck
{
    public string Id => "vm-size";

    public string Title => "The build VM's size is available";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.Size, FactName.BaseImage];

    public IEnumerable<Finding> Evaluate(Facts facts) =>
        [
            .. Judge(facts, facts.Settings.BuildVm.Size, facts.Size),
            .. FallbackSizes.Judge(facts, (name, reading) => Judge(facts, name, reading)),
        ];

    private static IEnumerable<Finding> Judge(Facts facts, string wanted, Reading<SizeOffer> reading)
    {
        string location = facts.Settings.Location;
        if (!reading.Exists)
        {
            yield return Finding.Fail(
                $"{location} has no VM size {wanted}.",
                Cure.Setting(
                    $"buildVm.size must be one of: az vm list-skus --location {location} --resource-type virtualMachines"
                ),
                ("size", wanted)
            );
            yield break;
        }
        SizeOffer size = reading.Value;
        if (size.Restrictions.Count > 0)
        {
            yield return Finding.Fail(
                $"{wanted} is not available in {location} to this subscription ({string.Join(", ", size.Restrictions)}); "
                    + "the build would fail with SkuNotAvailable.",
                Cure.Setting(
                    $"buildVm.size must be a size without restrictions: az vm list-skus --location {location} --size Standard_D2 --query \"[?!restrictions[0]].name\""
                ),
                ("size", wanted),
                ("restrictions", string.Join(", ", size.Restrictions))
            );
            yield break;
        }
        yield return Finding.Pass(
            $"{wanted} is available in {location} with {size.Cores} cores of {size.Family}.",
            ("size", wanted),
            ("family", size.Family)
        );
        if (Mismatch(facts.Settings.Image.Architecture, size) is { } mismatch)
        {
            yield return mismatch;
        }
        // The generation of a custom image is not read, so there is no finding.
        if (facts.BaseImage.State == ReadingState.Present && size.Generations is { } generations)
        {
            string needed = facts.BaseImage.Value.Generation;
            if (!generations.Split(',').Contains(needed, StringComparer.OrdinalIgnoreCase))
            {
                yield return Finding.Fail(
                    $"{wanted} supports generation {generations}, but the base image is {needed}.",
                    Cure.Setting(
                        $"buildVm.size must be a size with HyperVGenerations {needed}, for example Standard_D2ds_v4"
                    ),
                    ("generations", generations),
                    ("baseImage", needed)
                );
            }
        }
    }

    private static Finding? Mismatch(string architecture, SizeOffer size)
    {
        string wanted = architecture == "arm64" ? "Arm64" : "x64";
        string offered = size.Architecture ?? "x64";
        return wanted.Equals(offered, StringComparison.OrdinalIgnoreCase)
            ? null
            : Finding.Fail(
                $"{size.Name} is an {offered} size, but image.architecture is {architecture}.",
                Cure.Setting(
                    architecture == "arm64" ? "buildVm.size=Standard_D2pds_v5" : "buildVm.size=Standard_D2ds_v4"
                ),
                ("architecture", offered)
            );
    }
}
