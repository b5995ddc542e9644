using Jumpbox.Evidence;
using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>The record is written after the image was seen, and says in which state.</summary>
internal sealed class ImageReadBackRule()
    : GateRule("image-read-back", "The build ended well and the image was read back as Succeeded.")
{
    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        return Verdict(
            image is { ImageState: "Succeeded", RunState: "Succeeded", ImageId.Length: > 0 },
            $"build {image.RunState}, image {image.ImageState}, {image.ImageId}"
        );
    }
}
