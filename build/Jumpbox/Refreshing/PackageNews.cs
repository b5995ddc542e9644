using System.Globalization;
using System.Text;
using Jumpbox.Boundaries;

namespace Jumpbox.Refreshing;

/// <summary>Whether the archive snapshot of the packages should move. Pure.</summary>
public sealed record PackageNews
{
    private const string SnapshotFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Why the snapshot moves, as the end of "because …"; null if it stays.</summary>
    public required string? Reason { get; init; }

    /// <summary>The notices with a fix for an installed package that the snapshot does not have.</summary>
    public required IReadOnlyList<PackageFix> Fixes { get; init; }

    /// <summary>What could not be found out, each a sentence.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }

    /// <summary>
    /// Decides. A notice counts if it was published after the snapshot and names an installed package in another version: no
    /// order of versions is needed, because a fix that is announced later is not in the snapshot.
    /// </summary>
    /// <param name="snapshot">The locked snapshot, as <c>20261007T000000Z</c>.</param>
    /// <param name="maximumAge">The age at which the snapshot moves without a notice.</param>
    /// <param name="notices">The notices for the release; null if they could not be read.</param>
    /// <param name="installed">The packages of each last bill; empty if there is no bill.</param>
    /// <param name="now">The time.</param>
    /// <param name="unknown">What could not be read, each a sentence.</param>
    public static PackageNews Of(
        string snapshot,
        TimeSpan maximumAge,
        IReadOnlyList<SecurityNotice>? notices,
        IReadOnlyList<IReadOnlyDictionary<string, string>> installed,
        DateTimeOffset now,
        IReadOnlyList<string> unknown
    )
    {
        DateTimeOffset? taken = TimeOf(snapshot);
        PackageFix[] fixes =
        [
            .. (notices ?? [])
                .Where(notice => taken is null || notice.Published > taken)
                .OrderBy(notice => notice.Published)
                .Select(notice => new PackageFix(notice, Fixed(notice, installed)))
                .Where(fix => fix.Packages.Count > 0),
        ];
        string? reason =
            fixes.Length > 0
                ? $"{fixes.Length} security notice{(fixes.Length == 1 ? " fixes" : "s fix")} installed packages"
            : taken is not { } time ? $"the time of the snapshot '{PlainText.Line(snapshot)}' cannot be read"
            : now - time >= maximumAge
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is {(int)(now - time).TotalDays} days old, and the limit is {maximumAge.TotalDays:0}"
                )
            : null;
        return new PackageNews
        {
            Reason = reason,
            Fixes = fixes,
            Unknown = unknown,
        };
    }

    /// <summary>When a snapshot was taken; null if it is not written as the lock does.</summary>
    /// <param name="snapshot">For example <c>20261007T000000Z</c>.</param>
    public static DateTimeOffset? TimeOf(string snapshot) =>
        DateTimeOffset.TryParseExact(
            snapshot,
            SnapshotFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time
        )
            ? time
            : null;

    /// <summary>The part of a pull request about packages.</summary>
    public string Markdown()
    {
        StringBuilder text = new("## Packages\n\n");
        text.Append(
            Reason is null ? "The archive snapshot stays.\n" : $"The archive snapshot moves, because {Reason}.\n"
        );
        if (Fixes.Count > 0)
        {
            text.Append("\n| notice | fixes | packages |\n|---|---|---|\n");
            foreach (PackageFix fix in Fixes)
            {
                string cves = string.Join(", ", fix.Notice.Vulnerabilities.Select(PlainText.Markdown));
                string packages = string.Join(", ", fix.Packages.Select(PlainText.Markdown));
                text.Append($"| {PlainText.Link(fix.Notice.Id, $"{fix.Notice.Page}")} | {cves} | {packages} |\n");
            }
        }
        foreach (string unknown in Unknown)
        {
            text.Append($"\nUnknown: {PlainText.Markdown(unknown)}\n");
        }
        return text.Append('\n').ToString();
    }

    private static IReadOnlyList<string> Fixed(
        SecurityNotice notice,
        IReadOnlyList<IReadOnlyDictionary<string, string>> installed
    ) =>
        [
            .. notice
                .Packages.Where(package =>
                    installed.Any(bill =>
                        bill.TryGetValue(package.Key, out string? version) && version != package.Value
                    )
                )
                .Select(package => package.Key)
                .Order(StringComparer.Ordinal),
        ];
}

/// <summary>A notice with a fix for installed packages.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="Packages">The names of the installed packages.</param>
public sealed record PackageFix(SecurityNotice Notice, IReadOnlyList<string> Packages);
