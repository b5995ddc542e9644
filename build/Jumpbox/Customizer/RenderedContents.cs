namespace Jumpbox.Customizer;

/// <summary>
/// What was rendered into the steps of the build machine. It is written once, with the template, and record, bill, provenance,
/// report and gate read it: what is derived a second time may come out otherwise.
/// </summary>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Suite">The Ubuntu code name whose packages are taken.</param>
/// <param name="AptSnapshot">The moment of Ubuntu's archive, as the lock pins it.</param>
/// <param name="Tools">The tools, in the order of their names.</param>
public sealed record RenderedContents(
    string Architecture,
    string Suite,
    string AptSnapshot,
    IReadOnlyList<RenderedTool> Tools
)
{
    /// <summary>Of steps that were read and not rendered: nothing is known.</summary>
    public static RenderedContents None { get; } = new("", "", "", []);
}
