namespace Jumpbox.Naming;

/// <summary>The tags that mark what the pipeline made.</summary>
public static class TagNames
{
    /// <summary>Whose it is: image name and builder group, as <c>name@group</c>.</summary>
    public const string Owner = "jumpbox:owner";

    /// <summary>The SHA-256 of the content that was asked for.</summary>
    public const string ContentHash = "jumpbox:contentHash";

    /// <summary>The build that made the image, by the moment at which it started.</summary>
    public const string Run = "jumpbox:run";

    /// <summary>The commit that asked for it, with <c>-dirty</c> where the tree differed from it.</summary>
    public const string Commit = "jumpbox:commit";

    /// <summary>When the image was released, as an ISO 8601 moment in UTC; images without it were not.</summary>
    public const string Released = "jumpbox:released";

    /// <summary>The value of <see cref="Run"/>.</summary>
    /// <param name="started">When the build started, as the template's last run says.</param>
    public static string RunOf(DateTimeOffset started) =>
        started.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
