namespace Jumpbox.Naming;

/// <summary>The tags on everything that the pipeline creates.</summary>
public static class TagNames
{
    /// <summary>The owner: image name and builder group, as <c>name@group</c>.</summary>
    public const string Owner = "jumpbox:owner";

    /// <summary>The SHA-256 of the content.</summary>
    public const string ContentHash = "jumpbox:contentHash";

    /// <summary>The build that created the image, by its start time.</summary>
    public const string Run = "jumpbox:run";

    /// <summary>
    /// The commit that it was created from, with <c>-dirty</c> where the working tree differed from it.
    /// </summary>
    public const string Commit = "jumpbox:commit";

    /// <summary>When the image was released, as an ISO 8601 time in UTC; images without it were not released.</summary>
    public const string Released = "jumpbox:released";

    /// <summary>The value of <see cref="Run"/>.</summary>
    /// <param name="started">When the build started, from the template's last run.</param>
    public static string RunOf(DateTimeOffset started) =>
        started.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
