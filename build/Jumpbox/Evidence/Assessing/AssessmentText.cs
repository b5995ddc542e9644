namespace Jumpbox.Evidence.Assessing;

/// <summary>An assessment in words. Pure.</summary>
public static class AssessmentText
{
    /// <summary>The assessment in lines, for a terminal: the result, then each failure.</summary>
    /// <param name="assessment">The assessment.</param>
    public static IEnumerable<string> Lines(Assessment assessment) =>
        [
            $"{EvidenceFiles.Assessment}: {assessment.Summary}",
            .. assessment.Items.Select(item =>
                $"  {Assessment.Word(item.Outcome), -11} {item.Title}: {Explained(item)}"
            ),
        ];

    /// <summary>The opt-outs of a hardening profile in words; empty if there are none.</summary>
    /// <param name="optOuts">Item and reason.</param>
    public static string LeftOut(IReadOnlyDictionary<string, string> optOuts) =>
        optOuts.Count == 0
            ? ""
            : $"left out by customizer.optOuts: {string.Join(", ", optOuts.Select(one => $"{one.Key} ({one.Value})"))}";

    /// <summary>Why an item did not pass.</summary>
    /// <param name="item">The item.</param>
    internal static string Explained(AssessedItem item) =>
        (item.Item is null ? "" : $"{item.Item}, ")
        + item.Explanation switch
        {
            AssessedExplanation.OptOut => "left out by customizer.optOuts: ",
            AssessedExplanation.NotForAnImage => "not for an image: ",
            AssessedExplanation.OtherProfile => "not in this profile: ",
            AssessedExplanation.AppliedOtherwise => "applied otherwise: ",
            AssessedExplanation.NotInARehearsal => "not in a rehearsal: ",
            _ => "unexplained: ",
        }
        + item.Why;
}
