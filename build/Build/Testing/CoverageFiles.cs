using System.Xml;
using System.Xml.Linq;
using Build.Run;
using Jumpbox.Files;

namespace Build.Testing;

/// <summary>The coverage files of a run: one per test project, as written by coverlet, and the merged one.</summary>
internal static class CoverageFiles
{
    /// <summary>Merges the files of a run into <c>coverage.json</c> and <c>coverage.cobertura.xml</c>.</summary>
    /// <param name="results">The folder with the result files of the run.</param>
    /// <param name="workspace">The artifacts folder.</param>
    /// <returns>The lines to print.</returns>
    public static IEnumerable<string> Write(string results, Workspace workspace)
    {
        List<XDocument> files = [];
        foreach (string file in Directory.EnumerateFiles(results, "*.cobertura*.xml", SearchOption.AllDirectories))
        {
            // A killed run leaves a truncated file.
            try
            {
                files.Add(XDocument.Load(file));
            }
            catch (XmlException error)
            {
                return [$"No coverage: '{file}' is not a whole Cobertura file: {error.Message}"];
            }
        }
        CoverageReport report = CoverageReport.Merge(files, TestRun.ProjectsIn("build"), TestRun.ProjectsIn("tests"));
        if (report.Projects.Count == 0)
        {
            return [$"No coverage: the tests left no Cobertura file in {results}."];
        }
        AtomicFile.Write(workspace.File("coverage.json"), CoverageText.Json(report));
        AtomicFile.Write(
            workspace.File("coverage.cobertura.xml"),
            $"{CoverageText.Cobertura(report, Checkout.Root)}\n"
        );
        return CoverageText.Lines(report);
    }
}
