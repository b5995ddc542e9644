using Jumpbox.Evidence;
using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>Only base images that somebody allowed.</summary>
internal sealed class BaseImageRule() : GateRule("base-image", "The base image is one of gate.allowedBaseImages.")
{
    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        RecordedBaseImage image = evidence.Image.BaseImage;
        if (settings.AllowedBaseImages.Count == 0)
        {
            return Pass($"{image}; gate.allowedBaseImages is empty, so every base image is allowed");
        }
        return settings.AllowedBaseImages.Any(allowed => Matches(image, allowed))
            ? Pass($"{image}")
            : Fail($"{image} is none of {string.Join(", ", settings.AllowedBaseImages)}.");
    }

    private static bool Matches(RecordedBaseImage image, string allowed)
    {
        if (image.ImageId is { } id)
        {
            return id.Equals(allowed, StringComparison.OrdinalIgnoreCase);
        }
        string[] parts = allowed.Split('/');
        return parts.Length == 3
            && parts
                .Zip([image.Publisher, image.Offer, image.Sku])
                .All(pair => pair.First == "*" || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}
