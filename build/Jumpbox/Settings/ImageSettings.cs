namespace Jumpbox.Settings;

/// <summary>The image: its name, what it is made from, where it goes.</summary>
/// <param name="Name">The stem of all names: lower-case letters, digits and dashes, 3 to 40 characters.</param>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>, as the tools' releases call it.</param>
/// <param name="Base">What the image is made from.</param>
/// <param name="Distribute">Where the finished image goes.</param>
public sealed record ImageSettings(
    string Name,
    string Architecture,
    BaseImageSettings Base,
    DistributionSettings Distribute
);
