using Build.Arguments;

namespace Build.Preflight;

/// <summary>What a target needs from outside, so that it can be looked at before the first one starts.</summary>
/// <param name="Target">The target.</param>
/// <param name="Azure">Whether it sends requests to Azure where the settings specify a real cloud.</param>
/// <param name="Bicep">Whether it compiles templates.</param>
/// <param name="Commit">Whether an image is built from the checkout.</param>
internal sealed record TargetNeeds(string Target, bool Azure, bool Bicep, bool Commit)
{
    // The gate judges without a cloud too, and says what it could not read. Targets that are left out need no settings.
    private static readonly TargetNeeds[] All =
    [
        new("Prereqs", Azure: true, Bicep: true, Commit: true),
        new("Roles", Azure: true, Bicep: true, Commit: false),
        new("Identity", Azure: true, Bicep: true, Commit: false),
        new("Template", Azure: true, Bicep: true, Commit: true),
        new("Build", Azure: true, Bicep: false, Commit: false),
        new("Logs", Azure: true, Bicep: false, Commit: false),
        new("Smoke", Azure: true, Bicep: false, Commit: false),
        new("Cleanup", Azure: true, Bicep: true, Commit: false),
        new("Plan", Azure: true, Bicep: true, Commit: false),
        new("Release", Azure: true, Bicep: false, Commit: false),
        new("Advance", Azure: true, Bicep: false, Commit: false),
        new("Promote", Azure: true, Bicep: false, Commit: false),
        new("Rollback", Azure: true, Bicep: false, Commit: false),
        new("Rollout", Azure: true, Bicep: true, Commit: false),
        new("Retire", Azure: true, Bicep: false, Commit: false),
        new("Revoke", Azure: true, Bicep: false, Commit: false),
        new("Inventory", Azure: true, Bicep: false, Commit: false),
        new("Sweep", Azure: true, Bicep: false, Commit: false),
        new("Update", Azure: true, Bicep: false, Commit: false),
        new("Check", Azure: true, Bicep: false, Commit: false),
    ];

    /// <summary>What a run needs; null where it needs nothing from outside.</summary>
    /// <param name="given">The arguments.</param>
    public static TargetNeeds? Of(GivenArguments given)
    {
        IReadOnlyCollection<string> running = Targets.WithDependencies(given.Targets);
        TargetNeeds[] needs =
        [
            .. All.Where(need =>
                running.Contains(need.Target, StringComparer.OrdinalIgnoreCase)
                && !(need.Target == "Check" && given.IsOn(CommandLine.Offline))
            ),
        ];
        return needs.Length == 0
            ? null
            : new TargetNeeds(
                string.Join(", ", needs.Select(need => need.Target)),
                needs.Any(need => need.Azure),
                needs.Any(need => need.Bicep),
                needs.Any(need => need.Commit)
            );
    }
}
