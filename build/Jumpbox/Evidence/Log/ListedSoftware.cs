namespace Jumpbox.Evidence.Log;

/// <summary>The inventory that the validation took inside the machine.</summary>
/// <param name="Packages">The installed Debian packages; empty if the log does not list them.</param>
/// <param name="Modules">What was built into the tools; empty if the log does not list it.</param>
/// <param name="Problem">Why a list may be incomplete, as a sentence without its end; null if they are complete or missing.</param>
public sealed record ListedSoftware(
    IReadOnlyList<LogPackage> Packages,
    IReadOnlyList<LogModule> Modules,
    string? Problem
)
{
    /// <summary>
    /// The packages that are not in Ubuntu's archive as apt's lists had it in the build machine; null if nothing says so, as on a machine
    /// that is not Ubuntu.
    /// </summary>
    public IReadOnlyList<LogOrigin>? Origins { get; init; }
}
