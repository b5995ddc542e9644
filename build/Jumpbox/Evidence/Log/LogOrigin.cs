namespace Jumpbox.Evidence.Log;

/// <summary>
/// An installed package that no index of Ubuntu's archive has in its version, as the step <c>hygiene</c> printed it before apt's lists
/// were deleted.
/// </summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">The version as dpkg spells it.</param>
/// <param name="Architecture">The architecture, or <c>all</c>.</param>
/// <param name="Archives">The origins of the other archives whose indexes have it; none if no index has it.</param>
/// <param name="SourceVersions">The versions of its source package in Ubuntu's archive; none if it has no such source.</param>
public sealed record LogOrigin(
    string Name,
    string Version,
    string Architecture,
    IReadOnlyList<string> Archives,
    IReadOnlyList<string> SourceVersions
)
{
    /// <summary>Reads the cells of a line; null if it is not of the form.</summary>
    internal static LogOrigin? Of(string[] cells) =>
        cells.Length == 5 ? new LogOrigin(cells[0], cells[1], cells[2], List(cells[3]), List(cells[4])) : null;

    private static string[] List(string cell) =>
        cell == "-" ? [] : cell.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
