using System.Globalization;
using System.Xml.Linq;

namespace Build.Testing;

/// <summary>The test results of a run over all projects.</summary>
/// <param name="Passed">The number of passed tests.</param>
/// <param name="FailedNames">The failed tests by their full names, in order.</param>
/// <param name="SkipReasons">The reasons of skipped tests, each with their number.</param>
/// <param name="Unreadable">Truncated result files, for example of a killed run, each with its error.</param>
internal sealed record TestSummary(
    int Passed,
    IReadOnlyList<string> FailedNames,
    IReadOnlyDictionary<string, int> SkipReasons,
    IReadOnlyList<string> Unreadable
)
{
    // The outcome of a test that runs only when it is requested by name.
    private const string Explicit = "NotRunnable";

    // Source: the schema vstst.xsd that Visual Studio ships for .trx files.
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>The number of failed tests.</summary>
    public int Failed => FailedNames.Count;

    /// <summary>The number of skipped tests.</summary>
    public int Skipped => SkipReasons.Values.Sum();

    /// <summary>Reads all result files of the test platform's <c>trx</c> logger in a folder.</summary>
    /// <param name="folder">The folder; files in subfolders are included.</param>
    public static TestSummary Read(string folder)
    {
        List<XElement> results = [];
        List<string> unreadable = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.trx", SearchOption.AllDirectories))
        {
            try
            {
                results.AddRange(XDocument.Load(file).Descendants(Trx + "UnitTestResult"));
            }
            catch (System.Xml.XmlException error)
            {
                unreadable.Add($"'{file}' is not a complete test result file: {error.Message}");
            }
        }
        ILookup<string, XElement> outcomes = results.ToLookup(result => (string?)result.Attribute("outcome") ?? "");
        return new TestSummary(
            outcomes["Passed"].Count(),
            [
                .. outcomes
                    .Where(group => group.Key is not ("Passed" or "NotExecuted" or Explicit))
                    .SelectMany(group => group)
                    .Select(result => (string?)result.Attribute("testName") ?? "?")
                    .Order(StringComparer.Ordinal),
            ],
            outcomes["NotExecuted"]
                .CountBy(Reason, StringComparer.Ordinal)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .ToDictionary(),
            unreadable
        );
    }

    /// <summary><c>N passed, N failed</c>, and the number of skipped tests if there are any.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed")
        + (Skipped > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Skipped} skipped") : "");

    private static string Reason(XElement result) =>
        result.Descendants(Trx + "Message").Concat(result.Descendants(Trx + "StdOut")).FirstOrDefault()?.Value.Trim()
        ?? "no reason given";
}
