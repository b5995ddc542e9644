using Jumpbox.Evidence.Assessing;

namespace Jumpbox.Evidence.Report;

/// <summary>What an assessment did not see pass, as rows of the report.</summary>
internal static class AssessmentRows
{
    /// <summary>Creates the rows.</summary>
    /// <param name="assessment">The assessment; null for none.</param>
    public static IReadOnlyList<ReportRow> Of(Assessment? assessment) =>
        [
            .. (assessment?.Items ?? []).Select(item => new ReportRow(
                item.Title,
                item.Outcome switch
                {
                    AssessedOutcome.Fail
                    or AssessedOutcome.Error when item.Explanation == AssessedExplanation.Unexplained => "fail",
                    AssessedOutcome.Fail or AssessedOutcome.Error => "warn",
                    _ => "unknown",
                },
                Assessment.Word(item.Outcome),
                AssessmentText.Explained(item)
            )),
        ];
}
