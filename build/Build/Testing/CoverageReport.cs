using System.Globalization;
using System.Xml.Linq;

namespace Build.Testing;

/// <summary>
/// The line and branch coverage of the projects under <c>build</c>, merged from the Cobertura files of all test projects. For
/// a line's branches the best test project counts, because Cobertura does not report which branches were taken.
/// </summary>
internal sealed class CoverageReport
{
    // coverlet reports the assembly under test as a package, and the test assembly in the same file.
    private const string TestSuffix = ".Tests";

    private CoverageReport(IReadOnlyList<ProjectCoverage> projects) => Projects = projects;

    /// <summary>The projects that the tests reference, by name.</summary>
    public IReadOnlyList<ProjectCoverage> Projects { get; }

    /// <summary>Merges the files of a run.</summary>
    /// <param name="files">One Cobertura document per test project.</param>
    /// <param name="projects">The names of the projects under <c>build</c>; everything else is ignored.</param>
    /// <param name="tests">The names of the test projects, each named after the project that it tests.</param>
    public static CoverageReport Merge(
        IEnumerable<XDocument> files,
        IReadOnlyCollection<string> projects,
        IReadOnlyCollection<string> tests
    )
    {
        Dictionary<string, ProjectCoverage> merged = [];
        foreach (XDocument file in files)
        {
            ILookup<bool, XElement> packages = file.Descendants("package").ToLookup(package => IsTest(NameOf(package)));
            string[] running = [.. packages[true].Select(package => NameOf(package)[..^TestSuffix.Length])];
            string source = file.Descendants("source").FirstOrDefault()?.Value ?? "";
            foreach (XElement package in packages[false].Where(package => projects.Contains(NameOf(package))))
            {
                string name = NameOf(package);
                ProjectCoverage project = merged.TryGetValue(name, out ProjectCoverage? known) ? known : new(name);
                project.Add(Lines(package, source), running.Contains(Owner(name, tests)));
                merged[name] = project;
            }
        }
        return new([.. merged.Values.OrderBy(project => project.Name, StringComparer.Ordinal)]);
    }

    // Jumpbox.Azure has its own test project; Jumpbox.Pins has none, and is tested by that of Jumpbox.
    private static string? Owner(string project, IEnumerable<string> tests) =>
        tests.Where(test => $"{project}.".StartsWith($"{test}.", StringComparison.Ordinal)).MaxBy(test => test.Length);

    private static IEnumerable<CoveredLine> Lines(XElement package, string source) =>
        package
            .Descendants("class")
            .SelectMany(
                type => type.Element("lines")?.Elements("line") ?? [],
                (type, line) =>
                {
                    (int taken, int branches) = Branches((string?)line.Attribute("condition-coverage"));
                    return new CoveredLine(
                        Path.Combine(source, (string?)type.Attribute("filename") ?? ""),
                        Number((string?)line.Attribute("number")),
                        (string?)line.Attribute("hits") is not (null or "0"),
                        taken,
                        branches
                    );
                }
            );

    // For example: 50% (1/2).
    private static (int Taken, int Branches) Branches(string? text) =>
        text?.Split('(', ')', '/') is [_, var taken, var branches, ..] ? (Number(taken), Number(branches)) : (0, 0);

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static bool IsTest(string package) => package.EndsWith(TestSuffix, StringComparison.Ordinal);

    private static string NameOf(XElement package) => (string?)package.Attribute("name") ?? "";
}
