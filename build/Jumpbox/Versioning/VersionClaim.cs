using Jumpbox.Settings;

namespace Jumpbox.Versioning;

/// <summary>
/// An image template that names an image. Azure creates a template once and never changes it, so a template is how a run
/// claims a number before anything is built.
/// </summary>
/// <param name="Template">The template's id.</param>
/// <param name="Image">The image that it writes.</param>
/// <param name="Created">When Azure created the template; null if Azure does not report it.</param>
/// <param name="HasRun">Whether a build of it was started.</param>
/// <param name="IsBroken">Whether Azure failed to create it.</param>
public sealed record VersionClaim(
    ResourceId Template,
    ResourceId Image,
    DateTimeOffset? Created,
    bool HasRun = false,
    bool IsBroken = false
)
{
    /// <summary>
    /// Whether this claim comes before another one of the same image: the earlier template wins, and a build that was started
    /// wins over one that was not. Both runs come to the same answer.
    /// </summary>
    /// <param name="other">The other claim.</param>
    public bool IsBefore(VersionClaim other)
    {
        if (HasRun != other.HasRun)
        {
            return HasRun;
        }
        int order = (Created ?? DateTimeOffset.MaxValue).CompareTo(other.Created ?? DateTimeOffset.MaxValue);
        return order < 0 || (order == 0 && string.CompareOrdinal(Lower(Template), Lower(other.Template)) < 0);
    }

    private static string Lower(ResourceId id) => id.ToString().ToLowerInvariant();
}
