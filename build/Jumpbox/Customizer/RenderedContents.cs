namespace Jumpbox.Customizer;

/// <summary>
/// What was rendered into the steps of the build VM. Written once, with the template, and read by record, bill, provenance,
/// report and gate, because a second computation might differ.
/// </summary>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Suite">The Ubuntu code name of the packages.</param>
/// <param name="AptSnapshot">The archive snapshot, as the lock pins it.</param>
/// <param name="Tools">The tools, in the order of their names.</param>
public sealed record RenderedContents(
    string Architecture,
    string Suite,
    string AptSnapshot,
    IReadOnlyList<RenderedTool> Tools
)
{
    /// <summary>For steps that were read instead of rendered: unknown.</summary>
    public static RenderedContents None { get; } = new("", "", "", []);
}
