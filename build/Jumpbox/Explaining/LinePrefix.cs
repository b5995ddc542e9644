using System.Text.RegularExpressions;

namespace Jumpbox.Explaining;

/// <summary>
/// What services put before a line: Image Builder the run's id and Packer's channel, Packer a time and the builder's name,
/// CI systems a time and a command, agents a time.
/// </summary>
internal static partial class LinePrefix
{
    private const int MostPrefixes = 8;

    /// <summary>Removes all prefixes of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="continues">
    /// Whether only Image Builder's prefix was before it: the line may continue the previous one, which was cut.
    /// </param>
    public static string Remove(string line, out bool continues)
    {
        Match service = Service().Match(line);
        string text = service.Success ? line[service.Length..] : line;
        bool more = false;
        for (int removed = 0; removed < MostPrefixes; removed++)
        {
            Match prefix = Other().Match(text);
            if (!prefix.Success || prefix.Length == 0)
            {
                break;
            }
            text = text[prefix.Length..];
            more = true;
        }
        // Behind a CI system's time, the service's own prefix follows.
        if (more && Service().Match(text) is { Success: true })
        {
            return Remove(text, out continues);
        }
        continues = service.Success && !more;
        return text;
    }

    [GeneratedRegex(@"\A(?:\[[0-9a-fA-F-]{36}\] )?PACKER(?: (?:OUT|ERR))?(?: |\z)", RegexOptions.NonBacktracking)]
    private static partial Regex Service();

    [GeneratedRegex(
        @"\A(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)? (?:[\w./-]+(?: plugin)?: )?"
            + @"|\s*[\w-]+\s+\d{4}/\d\d/\d\d \d\d:\d\d:\d\d "
            + @"|(?:machine readable|ui(?: error)?): ?|(?:==> |--> |    )[\w.-]+: |==> "
            + @"|##\[(?:error|warning|debug|section|command)\]|::(?:error|warning|notice|debug)[^:]*::)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Other();
}
