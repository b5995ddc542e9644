using Jumpbox.Checks;

namespace Jumpbox.Evidence.Gate;

/// <summary><c>prereqs.json</c> as the gate reads it: all members are required, and no others are accepted.</summary>
internal sealed record PrereqsReport(
    int SchemaVersion,
    string Cloud,
    string Subscription,
    string Location,
    string CustomizerSha256,
    DateTimeOffset At,
    bool Strict,
    bool Passed,
    IReadOnlyDictionary<string, string> Skipped,
    IReadOnlyList<PrereqsReport.Check> Checks
)
{
    internal sealed record Check(
        string Id,
        string Title,
        CheckArea Area,
        CheckStatus Status,
        string Link,
        IReadOnlyList<Finding> Findings
    );

    internal sealed record Finding(
        CheckStatus Status,
        string Message,
        IReadOnlyDictionary<string, string> Evidence,
        Cure? Cure = null
    );

    internal sealed record Cure(string Kind, string Text, bool Fixable);
}
