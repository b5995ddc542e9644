namespace Jumpbox.Evidence.Scan;

/// <summary>What a scanner's report says.</summary>
/// <param name="Kind">Its format.</param>
/// <param name="Name">The scanner.</param>
/// <param name="Version">Its version; empty if the report does not say.</param>
internal sealed record ScannerReport(ScannerKind Kind, string Name, string Version)
{
    /// <summary>When it was written; null if it does not say.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>When the scanner's database was built; null if it does not say.</summary>
    public DateTimeOffset? DatabaseAt { get; init; }

    /// <summary>The operating system that the scanner recognised; null if the format does not say, empty if it recognised none.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>The vulnerabilities, in the report's order.</summary>
    public IReadOnlyList<ReportedMatch> Matches { get; init; } = [];

    /// <summary>The package URLs of everything that it looked up; empty if the report does not list them.</summary>
    public IReadOnlyList<string> Listed { get; init; } = [];

    /// <summary>What it shows to have been looked up.</summary>
    public ScanScope Scope { get; init; }

    /// <summary>
    /// Whether the scanner can be told to look for other things than vulnerabilities, and nothing in the report shows that it was not.
    /// </summary>
    public bool IsSilent { get; init; }

    /// <summary>
    /// Whether it looked Ubuntu's packages up by their own names, while Ubuntu's advisories name the source package: then those of a
    /// source with another name were not looked up.
    /// </summary>
    public bool ByName { get; init; }

    /// <summary>
    /// Whether the scanner says that it has no current advisories of the release: it is at its end of life, unknown to it or switched off.
    /// </summary>
    public bool LacksAdvisories { get; init; }

    /// <summary>Whether the data is that of a server, whose age only the report can state.</summary>
    public bool IsOfServer { get; init; }

    /// <summary>How many matches rules of the scanner's own configuration hide; they count like the others.</summary>
    public int Ignored { get; init; }
}
