using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The size of the build VM is there for this subscription, and starts the base image.</summary>
internal sealed class VmSize : ICheck
{
    public string Id => "vm-size";

    public string Title => "The build VM's size is available";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.Size, FactName.BaseImage];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        string wanted = facts.Settings.BuildVm.Size;
        string location = facts.Settings.Location;
        if (!facts.Size.Exists)
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
        SizeOffer size = facts.Size.Value;
        if (size.Restrictions.Count > 0)
        {
            yield return Finding.Fail(
                $"{wanted} may not be used in {location} by this subscription ({string.Join(", ", size.Restrictions)}); "
                    + "the build would end with SkuNotAvailable.",
                Cure.Setting(
                    $"buildVm.size must be one without restriction: az vm list-skus --location {location} --size Standard_D2 --query \"[?!restrictions[0]].name\""
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
        // An image of one's own does not tell here; then nothing is said.
        if (facts.BaseImage.State == ReadingState.Present && size.Generations is { } generations)
        {
            string needed = facts.BaseImage.Value.Generation;
            if (!generations.Split(',').Contains(needed, StringComparer.OrdinalIgnoreCase))
            {
                yield return Finding.Fail(
                    $"{wanted} starts images of generation {generations}, and the base image is of {needed}.",
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
                $"{size.Name} is a machine of {offered}, and image.architecture is {architecture}.",
                Cure.Setting(
                    architecture == "arm64" ? "buildVm.size=Standard_D2pds_v5" : "buildVm.size=Standard_D2ds_v4"
                ),
                ("architecture", offered)
            );
    }
}
