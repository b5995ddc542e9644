using Jumpbox.Checks;

namespace Jumpbox.Gating;

/// <summary>What the cloud itself shows of an image, asked by the ids that settings and content give and by no record's.</summary>
/// <param name="Cloud">The cloud that was really asked, by its endpoint and in the words of the settings.</param>
/// <param name="Image">The image; absent for a VHD, which is no resource.</param>
/// <param name="Template">The image template; absent once clean-up has removed it.</param>
public sealed record CloudSighting(Reading<string> Cloud, Reading<SeenImage> Image, Reading<SeenTemplate> Template)
{
    /// <summary>A cloud that could not be asked.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    public static CloudSighting Unreadable(string reason) =>
        new(
            Readings.Unreadable<string>("the cloud", reason),
            Readings.Unreadable<SeenImage>("the image", reason),
            Readings.Unreadable<SeenTemplate>("the image template", reason)
        );
}
