using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>Machines can be made from the form in which the image is handed over.</summary>
internal sealed class ImageForm : ICheck
{
    public string Id => "image-form";

    public string Title => "Machines can be made from the image's form";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [FactName.BaseImage];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        DistributionKind kind = facts.Settings.Image.Distribute.Kind;
        if (kind == DistributionKind.Vhd)
        {
            // Source: Azure Image Builder release notes, March 2026: unmanaged disks retired.
            yield return Finding.Warn(
                "image.distribute.kind is vhd, and since the unmanaged disks were retired on 2026-03-31 no VM is made from a VHD.",
                Cure.Setting("image.distribute.kind=managedImage, or gallery"),
                ("kind", "vhd")
            );
            yield break;
        }
        if (
            kind == DistributionKind.ManagedImage
            && facts.BaseImage is { State: ReadingState.Present, Value.Generation: "V2" }
        )
        {
            // No warning: it is the shipped choice, and it works when the machine is asked for in the right way.
            yield return Finding.Pass(
                "A managed image of generation 2 carries no Trusted Launch: make machines with --security-type Standard, "
                    + "or choose a gallery whose definition is TrustedLaunchSupported.",
                ("kind", "managedImage"),
                ("generation", "V2")
            );
            yield break;
        }
        yield return Finding.Pass($"The image is handed over as {kind}.", ("kind", $"{kind}"));
    }
}
