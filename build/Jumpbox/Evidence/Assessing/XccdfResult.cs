using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Jumpbox.Boundaries;

namespace Jumpbox.Evidence.Assessing;

/// <summary>
/// The results of an XCCDF 1.2 evaluation, as OpenSCAP writes them with <c>--results</c>: the benchmark with its rules and one
/// <c>TestResult</c>. Source: NIST IR 7275 revision 4, 6.6 "Benchmark Assessment Results".
/// </summary>
internal sealed partial class XccdfResult
{
    /// <summary>The most that is read, in characters; ComplianceAsCode's results for Ubuntu have 12 million.</summary>
    public const long MaxCharacters = 200_000_000;

    private const string Namespace = "http://checklists.nist.gov/xccdf/1.2";
    private const int MostRules = 10_000;
    private const int LongestTitle = 200;

    private readonly Dictionary<string, string> _titles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssessedOutcome?> _outcomes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _releases = new(StringComparer.Ordinal);

    private XccdfResult() { }

    /// <summary>The benchmark's id.</summary>
    public string? Benchmark { get; private set; }

    /// <summary>The benchmark's version.</summary>
    public string? Version { get; private set; }

    /// <summary>The assessor by its CPE name, for example <c>cpe:/a:redhat:openscap:1.3.7</c>.</summary>
    public string? System { get; private set; }

    /// <summary>The profile.</summary>
    public string? Profile { get; private set; }

    /// <summary>The default score, from 0 to 100.</summary>
    public double? Score { get; private set; }

    /// <summary>The Ubuntu releases that the benchmark is for.</summary>
    public IReadOnlyCollection<string> Releases => _releases;

    /// <summary>Each rule of the profile with what was found.</summary>
    public IEnumerable<(string Id, string Title, AssessedOutcome Outcome)> Rules =>
        _outcomes
            .Where(rule => rule.Value is not null)
            .Select(rule => (rule.Key, _titles.GetValueOrDefault(rule.Key, rule.Key), rule.Value!.Value));

    /// <summary>Reads the results.</summary>
    /// <param name="stream">XML without a document type.</param>
    /// <param name="maxCharacters">The most that is read.</param>
    /// <exception cref="EvidenceException">It is not such a document, too large, or contradicts itself.</exception>
    public static XccdfResult Read(Stream stream, long maxCharacters = MaxCharacters)
    {
        XccdfResult result = new();
        try
        {
            using XmlReader xml = XmlReader.Create(
                stream,
                new XmlReaderSettings
                {
                    DtdProcessing = DtdProcessing.Prohibit,
                    XmlResolver = null,
                    MaxCharactersInDocument = maxCharacters,
                    IgnoreComments = true,
                    IgnoreProcessingInstructions = true,
                }
            );
            result.Fill(xml);
        }
        catch (XmlException broken)
        {
            throw new EvidenceException(
                $"The assessor's results are not readable XML: {PlainText.Line(broken.Message)}",
                broken
            );
        }
        return result;
    }

    private void Fill(XmlReader xml)
    {
        if (
            xml.MoveToContent() != XmlNodeType.Element
            || xml is not { LocalName: "Benchmark", NamespaceURI: Namespace }
        )
        {
            throw new EvidenceException(
                $"The assessor's results are no XCCDF 1.2 document: the root element is '{Short(xml.Name)}'."
            );
        }
        Benchmark = Word(xml.GetAttribute("id"));
        int results = 0;
        Stack<string> path = new();
        // A text is read up to its end, which moves the reader on by itself.
        for (bool more = xml.Read(); more; )
        {
            more = xml switch
            {
                { NodeType: XmlNodeType.Element, NamespaceURI: Namespace } => Element(xml, path, ref results),
                { NodeType: XmlNodeType.Element } => Skip(xml),
                { NodeType: XmlNodeType.EndElement } => End(xml, path),
                _ => xml.Read(),
            };
        }
        if (results != 1)
        {
            throw new EvidenceException($"The assessor's results have {results} TestResult elements instead of one.");
        }
    }

    private bool Element(XmlReader xml, Stack<string> path, ref int results)
    {
        string parent = path.TryPeek(out string? top) ? top : "";
        switch (xml.LocalName)
        {
            case "version" when parent.Length == 0:
                Version = Word(Text(xml));
                return true;
            case "platform" when parent.Length == 0:
                if (UbuntuPlatform().Match(xml.GetAttribute("idref") ?? "") is { Success: true } platform)
                {
                    _ = _releases.Add(platform.Groups["release"].Value);
                }
                break;
            case "title" when parent.StartsWith("Rule ", StringComparison.Ordinal):
                _ = _titles.TryAdd(parent["Rule ".Length..], Short(Text(xml)));
                return true;
            case "profile" when parent == "TestResult":
                Profile = Word(xml.GetAttribute("idref"));
                break;
            case "score" when parent == "TestResult":
                if ((xml.GetAttribute("system") ?? Default) == Default)
                {
                    Score = Number(Text(xml));
                    return true;
                }
                break;
            case "result" when parent.StartsWith("rule-result ", StringComparison.Ordinal):
                Add(parent["rule-result ".Length..], Text(xml));
                return true;
            case "TestResult":
                results++;
                System = Word(xml.GetAttribute("test-system"));
                break;
            default:
                break;
        }
        if (!xml.IsEmptyElement)
        {
            path.Push(
                xml.LocalName switch
                {
                    "Rule" => $"Rule {Word(xml.GetAttribute("id"))}",
                    "rule-result" => $"rule-result {Word(xml.GetAttribute("idref"))}",
                    string name => name,
                }
            );
        }
        return xml.Read();
    }

    private static bool End(XmlReader xml, Stack<string> path)
    {
        _ = path.TryPop(out _);
        return xml.Read();
    }

    // What is inside others' elements, such as XHTML, is no result.
    private static bool Skip(XmlReader xml)
    {
        xml.Skip();
        return !xml.EOF;
    }

    // Also over elements inside, whose text counts; leaves the reader behind the end.
    private static string Text(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            _ = xml.Read();
            return "";
        }
        StringBuilder text = new();
        int depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && text.Length < 10 * LongestTitle)
            {
                _ = text.Append(xml.Value);
            }
        }
        _ = xml.Read();
        return text.ToString();
    }

    private void Add(string rule, string word)
    {
        AssessedOutcome? outcome = word.Trim() switch
        {
            "pass" or "fixed" => AssessedOutcome.Pass,
            "fail" => AssessedOutcome.Fail,
            "error" => AssessedOutcome.Error,
            "notapplicable" => AssessedOutcome.NotApplicable,
            "notchecked" or "informational" => AssessedOutcome.NotChecked,
            "notselected" => null,
            // Also a word of another version: it is no pass.
            _ => AssessedOutcome.Unknown,
        };
        if (!_outcomes.TryAdd(rule, outcome))
        {
            throw new EvidenceException($"The assessor's results have two results for the rule '{rule}'.");
        }
        if (_outcomes.Count > MostRules)
        {
            throw new EvidenceException($"The assessor's results have more than {MostRules} rules.");
        }
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && number is >= 0 and <= 100
            ? Math.Round(number, 2)
            : null;

    private static string? Word(string? text) => text is null ? null : Short(text);

    private static string Short(string text)
    {
        string line = Spaces().Replace(PlainText.Line(text), " ").Trim();
        return line.Length > LongestTitle ? $"{line[..LongestTitle]}…" : line;
    }

    private const string Default = "urn:xccdf:scoring:default";

    [GeneratedRegex(@"^cpe:/o:canonical:ubuntu_linux:(?<release>[0-9]{2}\.[0-9]{2})(:|$)")]
    private static partial Regex UbuntuPlatform();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
