using Jumpbox.Settings;

namespace Jumpbox.Life;

/// <summary>A place with images of the pipeline: where it builds them, or an image definition of environments.</summary>
/// <param name="Name"><c>build</c>, or the name of the environment; of several environments, their names.</param>
/// <param name="Definition">The image definition; null for managed images, which are in the image group.</param>
public sealed record LifePlace(string Name, ResourceId? Definition)
{
    /// <summary>The name of the place in which images are built.</summary>
    public const string Build = "build";

    /// <summary>All places of the settings, the build's first. Environments with one definition are one place.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyList<LifePlace> Of(JumpboxSettings settings) =>
        [
            new LifePlace(Build, settings.Image.Distribute.GalleryImageId),
            .. settings
                .Environments.GroupBy(environment => environment.GalleryImageId)
                .Select(group => new LifePlace(string.Join(", ", group.Select(one => one.Name)), group.Key)),
        ];

    /// <summary>The place of an environment, or the build's for null.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="environment">The environment's name.</param>
    /// <returns>The place, or null if there is no such environment.</returns>
    public static LifePlace? Find(JumpboxSettings settings, string? environment) =>
        environment is null or Build ? Of(settings)[0]
        : settings.Environments.FirstOrDefault(one => one.Name == environment) is { } found
            ? Of(settings).Skip(1).First(place => place.Definition == found.GalleryImageId)
        : null;
}
