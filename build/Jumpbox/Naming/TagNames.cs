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

    /// <summary>Until when a machine of a probe or of Smoke may exist, as an ISO 8601 time in UTC; Sweep deletes it afterwards.</summary>
    public const string Deadline = "jumpbox:deadline";

    /// <summary>
    /// The commit that it was created from, with <c>-dirty</c> where the working tree differed from it.
    /// </summary>
    public const string Commit = "jumpbox:commit";

    /// <summary>When the image was released, as an ISO 8601 time in UTC; images without it were not released.</summary>
    public const string Released = "jumpbox:released";

    /// <summary>The archive snapshot of the image's packages, as the lock pins it.</summary>
    public const string Packages = "jumpbox:packages";

    /// <summary>When Rollback took a released version out of <c>latest</c>, as an ISO 8601 time in UTC.</summary>
    public const string Withdrawn = "jumpbox:withdrawn";

    /// <summary>When the image was retired, as an ISO 8601 time in UTC.</summary>
    public const string Retired = "jumpbox:retired";

    /// <summary>When its release was revoked, as an ISO 8601 time in UTC. A revoked image is never released again.</summary>
    public const string Revoked = "jumpbox:revoked";

    /// <summary>Who revoked it.</summary>
    public const string RevokedBy = "jumpbox:revokedBy";

    /// <summary>Why it was revoked, in one line.</summary>
    public const string RevokedBecause = "jumpbox:revokedBecause";

    /// <summary>The id of the version that a promoted version was copied from.</summary>
    public const string PromotedFrom = "jumpbox:promotedFrom";

    /// <summary>The value of a tag that has a time.</summary>
    /// <param name="time">The time.</param>
    public static string TimeOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The value of <see cref="Run"/>.</summary>
    /// <param name="started">When the build started, from the template's last run.</param>
    public static string RunOf(DateTimeOffset started) =>
        started.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
