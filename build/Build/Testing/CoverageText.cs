using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Build.Testing;

/// <summary>The coverage as a table, as JSON, and as a Cobertura document for CI systems.</summary>
internal static class CoverageText
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Returns the table's lines: a heading, then one for each project.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<string> Lines(CoverageReport report)
    {
        int width = report.Projects.Select(project => project.Name.Length).Append("Project".Length).Max();
        yield return $"{"Project".PadRight(width)}    Lines  Branches | Own tests: lines  branches";
        foreach (ProjectCoverage project in report.Projects)
        {
            (CoverageFigure all, CoverageFigure? own) = (project.All, project.Own);
            yield return $"{project.Name.PadRight(width)}  {Percent(all.LineRate), 7}  {Percent(all.BranchRate), 8} | "
                + $"{Percent(own?.LineRate), 16}  {Percent(own?.BranchRate), 8}";
        }
    }

    /// <summary>Writes the figures as JSON.</summary>
    /// <param name="report">The report.</param>
    public static string Json(CoverageReport report) =>
        JsonSerializer.Serialize(
            report.Projects.Select(project => new
            {
                project.Name,
                project.All,
                project.Own,
            }),
            Indented
        ) + "\n";

    /// <summary>Writes the merged lines as a Cobertura document.</summary>
    /// <param name="report">The report.</param>
    /// <param name="root">The checkout's folder; file names are relative to it.</param>
    public static XDocument Cobertura(CoverageReport report, string root) =>
        new(
            new XElement(
                "coverage",
                Totals(CoverageFigure.Of([.. report.Projects.SelectMany(project => project.Lines)])),
                new XAttribute("version", "1.9"),
                new XElement("sources", new XElement("source", root)),
                new XElement("packages", report.Projects.Select(project => Package(project, root)))
            )
        );

    private static XElement Package(ProjectCoverage project, string root) =>
        new(
            "package",
            new XAttribute("name", project.Name),
            Rates(project.All),
            new XElement("classes", project.Lines.GroupBy(line => line.File).Select(file => Class(file, root)))
        );

    private static XElement Class(IGrouping<string, CoveredLine> file, string root) =>
        new(
            "class",
            new XAttribute("name", Path.GetFileNameWithoutExtension(file.Key)),
            new XAttribute("filename", Path.GetRelativePath(root, file.Key).Replace('\\', '/')),
            Rates(CoverageFigure.Of([.. file])),
            new XElement("methods"),
            new XElement("lines", file.Select(Line))
        );

    private static XElement Line(CoveredLine line) =>
        new(
            "line",
            new XAttribute("number", line.Number),
            new XAttribute("hits", line.IsHit ? 1 : 0),
            new XAttribute("branch", line.Branches > 0 ? "True" : "False"),
            line.Branches > 0
                ? new XAttribute(
                    "condition-coverage",
                    $"{line.Taken * 100 / line.Branches}% ({line.Taken}/{line.Branches})"
                )
                : null
        );

    private static XAttribute[] Rates(CoverageFigure figure) =>
        [new("line-rate", Math.Round(figure.LineRate, 4)), new("branch-rate", Math.Round(figure.BranchRate, 4))];

    private static XAttribute[] Totals(CoverageFigure figure) =>
        [
            .. Rates(figure),
            new("lines-covered", figure.LinesHit),
            new("lines-valid", figure.Lines),
            new("branches-covered", figure.BranchesTaken),
            new("branches-valid", figure.Branches),
        ];

    private static string Percent(double? rate) =>
        rate is { } share ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 1000) / 10:0.0} %") : "-";
}
