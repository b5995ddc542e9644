using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>The base image must be allowed, and the one in the settings.</summary>
internal sealed class BaseImageRule()
    : GateRule(
        "base-image",
        "The base image is the one in the settings, and in gate.allowedBaseImages.",
        GateSource.File,
        GateSource.Checkout
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        RecordedBaseImage image = evidence.Image.BaseImage;
        RecordedBaseImage expected = evidence.ExpectedBaseImage;
        if (image != expected)
        {
            return Fail($"image.json has {image}, settings and lock have {expected}: build again.");
        }
        if (settings.AllowedBaseImages.Count == 0)
        {
            return Pass($"{image}; gate.allowedBaseImages is empty, so every base image is allowed");
        }
        return Problem(image, settings) is { } problem ? Fail(problem) : Pass($"{image}");
    }

    /// <summary>Why the settings do not allow a base image; null if they do.</summary>
    public static string? Problem(RecordedBaseImage image, GateSettings settings) =>
        settings.AllowedBaseImages.Count == 0 || settings.AllowedBaseImages.Any(allowed => Matches(image, allowed))
            ? null
            : $"{image} is not one of {string.Join(", ", settings.AllowedBaseImages)}.";

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
