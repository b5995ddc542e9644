using Build.Run;
using Jumpbox.Pins;

namespace Build.Scaffold;

/// <summary>The version of the pipeline that the user's repository pins.</summary>
internal static class PinnedTool
{
    /// <summary>Compares it with every version that is known. A clone pins none.</summary>
    /// <param name="offline">Whether the package sources are left out.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<IReadOnlyList<PinFinding>> CheckAsync(bool offline, CancellationToken cancellationToken) =>
        ToolManifest.PinnedIn(UserRepository.Root) is { } pinned
            ? PipelineVersion.Findings(
                ToolManifest.Package,
                pinned,
                ProgramVersion.Current,
                ToolVersions.Installed(AppContext.BaseDirectory),
                offline ? [] : await ToolVersions.OfferedAsync(UserRepository.Root, cancellationToken)
            )
            : [];
}
