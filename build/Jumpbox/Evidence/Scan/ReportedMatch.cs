using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>One vulnerability as a scanner reported it, before its component was looked up in the bill.</summary>
/// <param name="Id">The scanner's id.</param>
/// <param name="Purl">The component's package URL; may be empty.</param>
/// <param name="Name">The component's name.</param>
/// <param name="Version">The component's version; empty if the report does not say.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Fix">Whether there is a fix.</param>
internal sealed record ReportedMatch(
    string Id,
    string Purl,
    string Name,
    string Version,
    Severity Severity,
    FixState Fix
)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<string> FixedIn { get; init; } = [];

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset? FixPublished { get; init; }
}
