using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>VMs can be created from the distributed image.</summary>
internal sealed class ImageForm : ICheck
{
    public string Id => "image-form";

    public string Title => "VMs can be created from the image";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [FactName.BaseImage];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        DistributionKind kind = facts.Settings.Image.Distribute.Kind;
        if (kind == DistributionKind.Vhd)
        {
            // Source: Azure Image Builder release notes, March 2026: unmanaged disks retired.
            yield return Finding.Warn(
                "image.distribute.kind is vhd; since unmanaged disks were retired on 2026-03-31, no VM can be created from a VHD.",
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
            // Not a warning: it is the default, and works when the VM has the right security type.
            yield return Finding.Pass(
                "A generation 2 managed image does not support Trusted Launch: create VMs with --security-type Standard, "
                    + "or use a gallery whose definition is TrustedLaunchSupported.",
                ("kind", "managedImage"),
                ("generation", "V2")
            );
            yield break;
        }
        yield return Finding.Pass($"The image is distributed as {kind}.", ("kind", $"{kind}"));
    }
}
