namespace Jumpbox.Pins;

/// <summary>Findings as one table of plain text, problems first.</summary>
public static class FindingTable
{
    /// <summary>The table's lines, with the cure below each finding.</summary>
    /// <param name="findings">The findings.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<PinFinding> findings)
    {
        int width = findings.Select(finding => finding.Pin.Length).Append("pin".Length).Max();
        return
        [
            $"{"level", -7}  {"pin".PadRight(width)}  finding",
            $"{new string('-', 7)}  {new string('-', width)}  {new string('-', 7)}",
            .. findings
                .OrderByDescending(finding => finding.Level)
                .SelectMany(finding =>
                    (string[])
                        [
                            $"{Level(finding), -7}  {finding.Pin.PadRight(width)}  {finding.Found}",
                            $"{"", -7}  {"".PadRight(width)}  cure: {finding.Cure}",
                        ]
                ),
        ];
    }

    private static string Level(PinFinding finding) => finding.Level == PinFindingLevel.Problem ? "problem" : "note";
}
