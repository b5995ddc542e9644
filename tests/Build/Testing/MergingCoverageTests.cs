using System.Xml.Linq;
using Build.Testing;

namespace Build.Tests.Testing;

public sealed class MergingCoverageTests
{
    private static readonly string[] Projects = ["Build", "Jumpbox", "Jumpbox.Azure", "Jumpbox.Pins"];
    private static readonly string[] Tests = ["Build", "Jumpbox", "Jumpbox.Azure"];

    [Fact]
    public void A_line_counts_as_run_when_any_test_project_runs_it()
    {
        CoverageReport report = Merge(
            File("Jumpbox.Tests", ("Jumpbox", Line(1, 1) + Line(2, 0) + Line(3, 0))),
            File("Build.Tests", ("Jumpbox", Line(1, 0) + Line(2, 7) + Line(3, 0)))
        );

        Assert.Equal(new CoverageFigure(3, 2, 0, 0), Assert.Single(report.Projects).All);
    }

    [Fact]
    public void The_own_figure_is_that_of_the_projects_own_tests_alone()
    {
        CoverageReport report = Merge(
            File("Jumpbox.Tests", ("Jumpbox", Line(1, 1) + Line(2, 0))),
            File("Build.Tests", ("Jumpbox", Line(1, 1) + Line(2, 1)))
        );

        Assert.Equal(new CoverageFigure(2, 1, 0, 0), Assert.Single(report.Projects).Own);
    }

    [Fact]
    public void A_project_without_tests_of_its_name_is_tested_by_those_of_the_name_above()
    {
        CoverageReport report = Merge(
            File("Jumpbox.Tests", ("Jumpbox.Pins", Line(1, 1)), ("Jumpbox.Azure", Line(1, 1)))
        );

        Assert.NotNull(report.Projects.Single(project => project.Name == "Jumpbox.Pins").Own);
        Assert.Null(report.Projects.Single(project => project.Name == "Jumpbox.Azure").Own);
    }

    [Fact]
    public void A_lines_branches_count_as_far_as_one_test_project_takes_them()
    {
        CoverageReport report = Merge(
            File("Jumpbox.Tests", ("Jumpbox", Line(1, 1, "25% (1/4)"))),
            File("Build.Tests", ("Jumpbox", Line(1, 1, "75% (3/4)")))
        );

        Assert.Equal(new CoverageFigure(1, 1, 4, 3), Assert.Single(report.Projects).All);
    }

    [Fact]
    public void A_line_that_two_classes_of_a_file_show_counts_once()
    {
        CoverageReport report = Merge(File("Jumpbox.Tests", ("Jumpbox", Line(1, 1)), ("Jumpbox", Line(1, 0))));

        Assert.Equal(new CoverageFigure(1, 1, 0, 0), Assert.Single(report.Projects).All);
    }

    [Fact]
    public void Only_projects_under_build_are_shown() =>
        Assert.Empty(Merge(File("Frosting.Tests", ("MinimalHost", Line(1, 1)))).Projects);

    [Fact]
    public void The_table_has_a_line_for_each_project_and_a_dash_where_its_own_tests_did_not_run()
    {
        string[] lines =
        [
            .. CoverageText.Lines(
                Merge(
                    File(
                        "Jumpbox.Tests",
                        ("Jumpbox", Line(1, 1) + Line(2, 1) + Line(3, 0)),
                        ("Build", Line(1, 1, "50% (1/2)"))
                    )
                )
            ),
        ];

        Assert.Equal(["Build", "100.0", "%", "50.0", "%", "|", "-", "-"], Words(lines[1]));
        Assert.Equal(["Jumpbox", "66.6", "%", "100.0", "%", "|", "66.6", "%", "100.0", "%"], Words(lines[2]));
    }

    [Fact]
    public void The_merged_document_gives_the_same_figures_when_it_is_read()
    {
        CoverageReport report = Merge(
            File("Jumpbox.Tests", ("Jumpbox", Line(1, 1, "50% (1/2)") + Line(2, 0))),
            File("Build.Tests", ("Jumpbox", Line(2, 1)), ("Build", Line(1, 0)))
        );

        XDocument merged = CoverageText.Cobertura(report, "/src");

        Assert.Equal("build/A.cs", (string?)merged.Descendants("class").First().Attribute("filename"));
        Assert.Equal(
            report.Projects.Select(project => project.All),
            Merge(merged).Projects.Select(project => project.All)
        );
    }

    [Fact]
    public void What_is_not_Cobertura_is_nothing() => Assert.Empty(Merge(XDocument.Parse("<package/>")).Projects);

    private static CoverageReport Merge(params XDocument[] files) => CoverageReport.Merge(files, Projects, Tests);

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static XDocument File(string tests, params (string Project, string Lines)[] packages) =>
        XDocument.Parse(
            $"""
            <coverage><sources><source>/src/</source></sources><packages>
            <package name="{tests}"/>
            {string.Concat(
                packages.Select(package =>
                    $"<package name=\"{package.Project}\"><classes><class name=\"A\" filename=\"build/A.cs\">"
                    + $"<lines>{package.Lines}</lines></class></classes></package>"
                )
            )}
            </packages></coverage>
            """
        );

    private static string Line(int number, int hits, string? branches = null) =>
        $"<line number=\"{number}\" hits=\"{hits}\""
        + (branches is null ? "/>" : $" branch=\"True\" condition-coverage=\"{branches}\"/>");
}
