namespace Jumpbox.Reproducing;

/// <summary>A difference that two builds of the same content may have.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Kind">The kind of the difference.</param>
/// <param name="Because">The reason, as a sentence's end.</param>
public sealed record AllowedDifference(string Path, string Kind, string Because)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<AllowedDifference> All { get; } =
    [
        // Source: Reproducible Builds, rb-general of November 2024, "Reproducibility for Java": JavaKeyStore calls new Date().
        new(
            "/etc/ssl/certs/java/cacerts",
            "content",
            "Java's keystore has the time at which each certificate was added, and Java does not read SOURCE_DATE_EPOCH"
        ),
    ];

    /// <summary>Returns why a difference is allowed; null if it is not.</summary>
    /// <param name="difference">The difference.</param>
    public static string? Reason(TreeDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return All.FirstOrDefault(one => one.Path == difference.Path && one.Kind == difference.Kind)?.Because;
    }
}
