namespace Jumpbox.Evidence.Gate;

/// <summary><c>lock-check.json</c> as the gate reads it: all members are required, and no others are accepted.</summary>
internal sealed record LockCheckReport(
    int SchemaVersion,
    string LockDigest,
    DateTimeOffset CheckedAt,
    bool Passed,
    bool Offline,
    bool BaseImagesChecked,
    IReadOnlyList<string> Compared,
    IReadOnlyList<LockCheckReport.Finding> Findings
)
{
    public const int CurrentSchemaVersion = 2;

    internal sealed record Finding(string Level, string Pin, string Found, string Cure);
}
