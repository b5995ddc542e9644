using Jumpbox.Evidence.Scan;

namespace Jumpbox.Evidence.Report;

/// <summary>The content of the report, ready for its templates.</summary>
public sealed record ReportModel
{
    /// <summary>The image's name.</summary>
    public required string Title { get; init; }

    /// <summary><c>pass</c>, <c>fail</c> or <c>built</c>; the style of the verdict.</summary>
    public required string VerdictState { get; init; }

    /// <summary>The verdict as a sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>The image's facts: name and value.</summary>
    public required IReadOnlyList<ReportRow> Facts { get; init; }

    /// <summary>What is not known yet: subject, reason, and the target that finds it out.</summary>
    public required IReadOnlyList<ReportRow> Unknown { get; init; }

    /// <summary>The rules of the gate; empty before Gate has run.</summary>
    public required IReadOnlyList<ReportRow> Rules { get; init; }

    /// <summary>The timeline.</summary>
    public required IReadOnlyList<ReportBar> Bars { get; init; }

    /// <summary>The height of the timeline's drawing, in units.</summary>
    public required double BarsHeight { get; init; }

    /// <summary>The marks of the timeline's axis.</summary>
    public required IReadOnlyList<ReportTick> Ticks { get; init; }

    /// <summary>The kinds of bars in the timeline.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>The scan of the image; null if there is none that can be read.</summary>
    public required VulnerabilityReport? Scan { get; init; }

    /// <summary>The scan in one line; empty if there is none.</summary>
    public required string Scanned { get; init; }

    /// <summary>The known vulnerabilities by what would bring their fixes.</summary>
    public required IReadOnlyList<ReportRow> Vulnerabilities { get; init; }

    /// <summary>What an assessor found in a rehearsal, in one line; empty if it was not asked.</summary>
    public required string Assessed { get; init; }

    /// <summary>What such an assessment cannot show.</summary>
    public required IReadOnlyList<string> AssessedLimits { get; init; }

    /// <summary>The rules that were neither passed nor inapplicable.</summary>
    public required IReadOnlyList<ReportRow> Assessments { get; init; }

    /// <summary>The tools.</summary>
    public required IReadOnlyList<ReportTool> Tools { get; init; }

    /// <summary>The findings of Prereqs.</summary>
    public required IReadOnlyList<ReportRow> Prereqs { get; init; }

    /// <summary>The network.</summary>
    public required ReportNetwork Network { get; init; }

    /// <summary>The image that this one is compared with; empty if there is no previous one.</summary>
    public required string Previous { get; init; }

    /// <summary>The differences from it.</summary>
    public required IReadOnlyList<ReportRow> Differences { get; init; }

    /// <summary>The failure's summary; empty if nothing failed.</summary>
    public required string Failure { get; init; }

    /// <summary>The rows of the failure catalogue that the log matches, the likeliest first: name and cause.</summary>
    public required IReadOnlyList<string> Causes { get; init; }

    /// <summary>What to do about the failure.</summary>
    public required IReadOnlyList<string> Cures { get; init; }

    /// <summary>The query that shows what was blocked; empty if nothing failed, or there is none.</summary>
    public string BlockedTraffic { get; init; } = "";

    /// <summary>The log of the steps.</summary>
    public required IReadOnlyList<ReportLine> Log { get; init; }

    /// <summary>The log of the checks on a VM created from the image.</summary>
    public required IReadOnlyList<ReportLine> ValidationLog { get; init; }

    /// <summary>Only the failing lines, for a reader without the file.</summary>
    public IEnumerable<ReportLine> FailingLines => Log.Concat(ValidationLog).Where(line => line.Kind == "failure");
}

/// <summary>One line of a log in the report; many lines of noise are folded into one.</summary>
/// <param name="Number">The line's number in the file.</param>
/// <param name="Kind"><c>said</c>, <c>marker</c>, <c>failure</c> or <c>noise</c>; also the style.</param>
/// <param name="Text">The line, or the number of folded lines.</param>
public sealed record ReportLine(int Number, string Kind, string Text);

/// <summary>The content of the network drawing.</summary>
/// <param name="Network">The virtual network's name.</param>
/// <param name="BuildSubnet">The build subnet's name.</param>
/// <param name="ContainerSubnet">The container-instance subnet's name; empty without one.</param>
/// <param name="State">
/// The worst state of the network checks: <c>pass</c>, <c>warn</c>, <c>unknown</c>, <c>fail</c>.
/// </param>
/// <param name="Checks">The network checks, one row each.</param>
public sealed record ReportNetwork(
    string Network,
    string BuildSubnet,
    string ContainerSubnet,
    string State,
    IReadOnlyList<ReportRow> Checks
);

/// <summary>One row of a table in the report.</summary>
/// <param name="Name">The subject.</param>
/// <param name="State">A short word such as <c>pass</c>, <c>fail</c>, <c>added</c>; also the style.</param>
/// <param name="Text">The text.</param>
/// <param name="Detail">More, such as the cure; may be empty.</param>
public sealed record ReportRow(string Name, string State, string Text, string Detail);

/// <summary>A mark on the timeline's axis.</summary>
/// <param name="Left">The position, in units.</param>
/// <param name="Label">The time since the start.</param>
public sealed record ReportTick(double Left, string Label);

/// <summary>One tool in the report.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Version">Its version.</param>
/// <param name="Verified">How its digest was verified, in words.</param>
/// <param name="Before">The version in the previous image; empty if it is the same or there is none.</param>
/// <param name="Note">The result of the last check of the lock; may be empty.</param>
/// <param name="Sha256">The digest of its file.</param>
public sealed record ReportTool(
    string Name,
    string Version,
    string Verified,
    string Before,
    string Note,
    string Sha256
);
