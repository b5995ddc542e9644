namespace Jumpbox.Report;

/// <summary>Everything that the report says, ready for its templates.</summary>
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

    /// <summary>The rules of the gate; empty before Gate has run.</summary>
    public required IReadOnlyList<ReportRow> Rules { get; init; }

    /// <summary>The time line.</summary>
    public required IReadOnlyList<ReportBar> Bars { get; init; }

    /// <summary>How high the drawing of the time line is, in units.</summary>
    public required double BarsHeight { get; init; }

    /// <summary>The marks of the time line's axis.</summary>
    public required IReadOnlyList<ReportTick> Ticks { get; init; }

    /// <summary>The kinds of bars that there are.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>The tools.</summary>
    public required IReadOnlyList<ReportTool> Tools { get; init; }

    /// <summary>The findings of Prereqs.</summary>
    public required IReadOnlyList<ReportRow> Prereqs { get; init; }

    /// <summary>The network.</summary>
    public required ReportNetwork Network { get; init; }

    /// <summary>Which image this one is compared with; empty where there is none before.</summary>
    public required string Previous { get; init; }

    /// <summary>What differs from it.</summary>
    public required IReadOnlyList<ReportRow> Differences { get; init; }

    /// <summary>The failure's summary; empty where nothing failed.</summary>
    public required string Failure { get; init; }

    /// <summary>The rows of the failure catalogue that the log matches, the likeliest first: name and cause.</summary>
    public required IReadOnlyList<string> Causes { get; init; }

    /// <summary>What to do about the failure.</summary>
    public required IReadOnlyList<string> Cures { get; init; }

    /// <summary>The log of the steps.</summary>
    public required IReadOnlyList<ReportLine> Log { get; init; }

    /// <summary>The log of the checks on a machine made from the image.</summary>
    public required IReadOnlyList<ReportLine> ValidationLog { get; init; }

    /// <summary>The failing lines alone, for a reader without the file.</summary>
    public IEnumerable<ReportLine> FailingLines => Log.Concat(ValidationLog).Where(line => line.Kind == "failure");
}
