using Jumpbox.Cleaning;

namespace Jumpbox.Life;

/// <summary>Finds the image that a command names: by its resource id, or by its own name such as <c>1.0.4</c>. Pure.</summary>
public static class LifeTarget
{
    private const int MostListed = 8;

    /// <summary>Finds it.</summary>
    /// <param name="images">The images of the place.</param>
    /// <param name="name">The resource id or the name.</param>
    /// <exception cref="LifeException">There is no such image.</exception>
    public static FoundImage Find(IReadOnlyList<FoundImage> images, string name) =>
        images.FirstOrDefault(image =>
            image.Id.Equals(name, StringComparison.OrdinalIgnoreCase)
            || image.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        )
        ?? throw new LifeException(
            $"There is no image {name}. Existing ones: "
                + (
                    images.Count == 0
                        ? "none"
                        : string.Join(
                            ", ",
                            images.OrderByDescending(image => image.Since).Take(MostListed).Select(image => image.Name)
                        )
                )
                + (images.Count > MostListed ? $" and {images.Count - MostListed} older ones." : "."),
            "name an existing image of the settings' place, or of another one with --environment=NAME"
        );
}
