using Jumpbox.Checks;

namespace Jumpbox.Evidence.Gate;

/// <summary>The image in the cloud, read by the ids from settings and content and never by those of a record.</summary>
/// <param name="Cloud">The cloud that was actually read, by its endpoint, named as in the settings.</param>
/// <param name="Image">The image; absent for a VHD, which is not a resource.</param>
/// <param name="Template">The image template; absent once cleanup has deleted it.</param>
public sealed record CloudSighting(Reading<string> Cloud, Reading<SeenImage> Image, Reading<SeenTemplate> Template)
{
    /// <summary>The image and those that the verdict depends on.</summary>
    public Reading<IReadOnlyList<SeenRelative>> Relatives { get; init; } =
        Readings.Unreadable<IReadOnlyList<SeenRelative>>(
            "the images that the verdict depends on",
            "They were not read."
        );

    /// <summary>The SHA-256 of the contents of revoked images in the same place, as far as they could be listed.</summary>
    public IReadOnlyCollection<string> RevokedContents { get; init; } = [];

    /// <summary>Creates the result for a cloud that could not be read.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    public static CloudSighting Unreadable(string reason) =>
        new(
            Readings.Unreadable<string>("the cloud", reason),
            Readings.Unreadable<SeenImage>("the image", reason),
            Readings.Unreadable<SeenTemplate>("the image template", reason)
        );
}

/// <summary>The image for these settings and this content in the cloud.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its provisioning state.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Created">When it was created; not its last change.</param>
public sealed record SeenImage(
    string Id,
    string State,
    IReadOnlyDictionary<string, string> Tags,
    Reading<DateTimeOffset> Created
)
{
    /// <summary>Whether it is a gallery version that was not copied, and is lost with its source.</summary>
    public bool IsShallow { get; init; }
}

/// <summary>The image template for these settings and this content in the cloud.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RunState">How its last build ended.</param>
/// <param name="Started">When its last build started; null if it never did.</param>
/// <param name="Ended">When its last build ended; null if it has not.</param>
/// <param name="Outputs">The outputs of its last build: resource ids, or the URL of a VHD without its signature.</param>
/// <param name="BaseVersion">The version of the base image that was used; null if the cloud does not report it.</param>
public sealed record SeenTemplate(
    string Id,
    string RunState,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    IReadOnlyList<string> Outputs,
    string? BaseVersion
)
{
    /// <summary>The phase in which its last build ended, for example <c>Distributing</c>; null if Azure reports none.</summary>
    public string? Phase { get; init; }
}
