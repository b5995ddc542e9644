using Jumpbox.Evidence.Report;

namespace Jumpbox.Fleets;

/// <summary>One page for a run of several images, with a link to the report of each.</summary>
/// <param name="Target">The target of the run.</param>
/// <param name="Others">How many did not succeed.</param>
/// <param name="Rows">The images.</param>
public sealed record FleetPage(string Target, int Others, IReadOnlyList<FleetPageRow> Rows)
{
    /// <summary>The file's name in the artifacts folder of the run.</summary>
    public const string FileName = "fleet.html";

    /// <summary>The page as one self-contained HTML file.</summary>
    public string Html() => ReportWriter.Page("fleet.html.liquid", this);
}

/// <summary>An image of the page.</summary>
/// <param name="Image">Its name.</param>
/// <param name="State">How its run ended.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Reason">Why it did not succeed; empty for success.</param>
/// <param name="Report">The address of its report, relative to the page; null if there is none.</param>
public sealed record FleetPageRow(string Image, string State, string Time, string Reason, string? Report);
