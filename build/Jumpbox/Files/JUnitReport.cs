using System.Globalization;
using System.Xml.Linq;
using Jumpbox.Boundaries;

namespace Jumpbox.Files;

/// <summary>
/// Test results for Azure DevOps and GitHub. Source of the format: the JUnit report schema of Apache Ant, as both services
/// read it.
/// </summary>
public static class JUnitReport
{
    /// <summary>Writes the document.</summary>
    /// <param name="suites">The groups of tests.</param>
    public static string Write(params IEnumerable<JUnitSuite> suites) =>
        $"""<?xml version="1.0" encoding="utf-8"?>{"\n"}{new XElement("testsuites", suites.Select(Suite))}{"\n"}""".ReplaceLineEndings(
            "\n"
        );

    private static XElement Suite(JUnitSuite suite) =>
        new(
            "testsuite",
            new XAttribute("name", suite.Name),
            new XAttribute("tests", suite.Cases.Count),
            new XAttribute("failures", suite.Cases.Count(test => test.Outcome == JUnitOutcome.Failed)),
            new XAttribute("errors", 0),
            new XAttribute("skipped", suite.Cases.Count(test => test.Outcome == JUnitOutcome.Skipped)),
            suite.Timestamp is { } time
                ? new XAttribute("timestamp", time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture))
                : null,
            suite.Cases.Select(test => Case(suite.Name, test))
        );

    private static XElement Case(string suite, JUnitCase test)
    {
        XAttribute message = new("message", PlainText.Lines(test.Message));
        string text = PlainText.Lines(test.Text);
        return new XElement(
            "testcase",
            new XAttribute("classname", suite),
            new XAttribute("name", PlainText.Lines(test.Name)),
            new XAttribute("time", test.Duration.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)),
            test.Outcome switch
            {
                JUnitOutcome.Failed => new XElement("failure", message, text),
                JUnitOutcome.Skipped => new XElement("skipped", message),
                _ => new XElement("system-out", text),
            }
        );
    }
}

/// <summary>A group of tests.</summary>
/// <param name="Name">Its name, also the class name of its tests.</param>
/// <param name="Cases">The tests.</param>
/// <param name="Timestamp">When they ran, if known.</param>
public sealed record JUnitSuite(string Name, IReadOnlyList<JUnitCase> Cases, DateTimeOffset? Timestamp = null);

/// <summary>A test with its outcome.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Message">A short message.</param>
/// <param name="Text">The full text; shown unless the test was skipped.</param>
/// <param name="Duration">How long it took; zero where that says nothing.</param>
public sealed record JUnitCase(
    string Name,
    JUnitOutcome Outcome,
    string Message,
    string Text,
    TimeSpan Duration = default
);

/// <summary>The outcome of a test.</summary>
public enum JUnitOutcome
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It did not run, or the result is unknown.</summary>
    Skipped,

    /// <summary>It failed.</summary>
    Failed,
}
