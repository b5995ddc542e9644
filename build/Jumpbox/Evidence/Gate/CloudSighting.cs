using Jumpbox.Checks;

namespace Jumpbox.Evidence.Gate;

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

/// <summary>The image that settings and content give, as the cloud shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its provisioning state.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Created">When it came to be; not its last change.</param>
public sealed record SeenImage(
    string Id,
    string State,
    IReadOnlyDictionary<string, string> Tags,
    Reading<DateTimeOffset> Created
);

/// <summary>The image template that settings and content give, as the cloud shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RunState">How its last build ended.</param>
/// <param name="Started">When its last build started; null where it never did.</param>
/// <param name="Ended">When its last build ended; null where it has not.</param>
/// <param name="Outputs">What its last build put out: resource ids, or the address of a VHD without its signature.</param>
/// <param name="BaseVersion">The version of the base image that was really used; null where the cloud does not say.</param>
public sealed record SeenTemplate(
    string Id,
    string RunState,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    IReadOnlyList<string> Outputs,
    string? BaseVersion
);
