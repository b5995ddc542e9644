using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>The result of resolving one tool.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Pin">The new pin, or null if there is none.</param>
/// <param name="Page">The address of the release's page, or null.</param>
/// <param name="Failure">Why there is no pin, or null.</param>
/// <param name="Refused">Releases that were skipped.</param>
public sealed record ToolResolution(
    ToolDefinition Tool,
    LockedTool? Pin,
    string? Page,
    string? Failure,
    IReadOnlyList<RefusedRelease> Refused
)
{
    /// <summary>What the pin proves less than the one before, which was accepted; empty if nothing.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>Skipped releases that are newer than the pin, which are worth reporting.</summary>
    public IEnumerable<RefusedRelease> NewerRefused =>
        Pin is null ? Refused : Refused.Where(release => ReleaseChoice.IsNewer(release.Version, Pin.Version));
}

/// <summary>A release that was skipped, and why.</summary>
/// <param name="Version">Its version, or its tag where no version could be read from it.</param>
/// <param name="Reason">Why, as the end of the sentence "skipped because …".</param>
public sealed record RefusedRelease(string Version, string Reason);
