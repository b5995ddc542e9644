using System.Globalization;
using System.Text;
using System.Xml;
using Jumpbox.Boundaries;

namespace Jumpbox.Checks;

/// <summary>
/// The findings as test results, so that Azure DevOps and GitHub show each check as a test. Source of the form: the JUnit
/// report schema of Apache Ant, as both services read it.
/// </summary>
public static class FindingsJUnit
{
    private static readonly XmlWriterSettings Form = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    /// <summary>Writes one test suite for each area. What is unknown is a skipped test; with strict it fails, as warnings do.</summary>
    /// <param name="results">What the checks found.</param>
    /// <param name="strict">Whether warnings count as failures.</param>
    public static byte[] Write(IReadOnlyList<CheckResult> results, bool strict)
    {
        ArgumentNullException.ThrowIfNull(results);
        using MemoryStream stream = new();
        using (XmlWriter writer = XmlWriter.Create(stream, Form))
        {
            writer.WriteStartDocument();
            writer.WriteStartElement("testsuites");
            foreach (
                IGrouping<CheckArea, CheckResult> area in results
                    .GroupBy(result => result.Area)
                    .OrderBy(area => area.Key)
            )
            {
                writer.WriteStartElement("testsuite");
                writer.WriteAttributeString("name", $"Prereqs.{area.Key}");
                Number(writer, "tests", area.Count());
                Number(writer, "failures", area.Count(result => Verdict.Fails(result.Status, strict)));
                Number(writer, "skipped", area.Count(result => IsSkipped(result, strict)));
                foreach (CheckResult result in area)
                {
                    Write(writer, result, strict);
                }
                writer.WriteEndElement();
            }
            writer.WriteEndElement();
        }
        return stream.ToArray();
    }

    private static void Write(XmlWriter writer, CheckResult result, bool strict)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("classname", $"Prereqs.{result.Area}");
        writer.WriteAttributeString("name", $"{result.Id}: {result.Title}");
        string text = string.Join(
            "\n",
            result
                .Findings.Where(finding => finding.Status == result.Status)
                .Select(finding => finding.Cure is { } cure ? $"{finding.Message}\nCure: {cure.Text}" : finding.Message)
                .Append($"See {result.Link}")
        );
        if (Verdict.Fails(result.Status, strict))
        {
            writer.WriteStartElement("failure");
            writer.WriteAttributeString("type", $"{result.Status}");
            writer.WriteAttributeString("message", First(result));
            writer.WriteString(PlainText.Lines(text));
            writer.WriteEndElement();
        }
        else if (IsSkipped(result, strict))
        {
            writer.WriteStartElement("skipped");
            writer.WriteAttributeString("message", First(result));
            writer.WriteEndElement();
        }
        else
        {
            writer.WriteElementString("system-out", PlainText.Lines(text));
        }
        writer.WriteEndElement();
    }

    private static string First(CheckResult result) =>
        PlainText.Lines(result.Findings.First(finding => finding.Status == result.Status).Message);

    private static bool IsSkipped(CheckResult result, bool strict) =>
        !Verdict.Fails(result.Status, strict) && result.Status is CheckStatus.Skipped or CheckStatus.Unknown;

    private static void Number(XmlWriter writer, string name, int value) =>
        writer.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
}
