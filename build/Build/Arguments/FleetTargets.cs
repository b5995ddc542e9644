namespace Build.Arguments;

/// <summary>How targets treat a repository with several images.</summary>
internal static class FleetTargets
{
    /// <summary>The targets that run for each image; all others run once.</summary>
    public static IReadOnlyList<string> EachImage { get; } =
    [
        .. (string[])["Prereqs", "Roles", "Identity", "Template", "Build", "Logs", "Cleanup", "Plan", "Scan", "Gate"],
        .. (string[])["Smoke", "Release"],
        .. (string[])["Compare", "Promote", "Advance", "Retire", "Revoke", "Rollback", "Rollout"],
        .. (string[])["Inventory", "Rehearse", "Sweep"],
    ];

    /// <summary>Whether a target reads no settings.</summary>
    /// <param name="target">The target.</param>
    public static bool NeedNoSettings(string target) =>
        new[] { "Default", "Init", "Test" }.Contains(target, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a run is for each image.</summary>
    /// <param name="targets">The requested targets.</param>
    public static bool AreForEach(IEnumerable<string> targets) =>
        targets.Any(target => EachImage.Contains(target, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether <c>--image</c> says which version, and not only which image.</summary>
    /// <param name="targets">The requested targets.</param>
    public static bool TakeVersions(IEnumerable<string> targets) =>
        targets.Any(target => CommandLine.OfVersions.Contains(target, StringComparer.OrdinalIgnoreCase));
}
