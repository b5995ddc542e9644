namespace Jumpbox.Evidence.Scan;

/// <summary>
/// Gives one vulnerability of one component one name, where records of several databases name it: GO-…, GHSA-… and CVE-… of one flaw
/// count once. A notice is about several vulnerabilities and joins nothing.
/// </summary>
/// <param name="found">All findings.</param>
internal sealed class OneName(IEnumerable<Finding> found)
{
    private readonly ILookup<string, Finding> _ofComponent = found.ToLookup(finding => finding.Purl);

    /// <summary>Whether an id is one of the CVE list.</summary>
    public static bool IsCve(string id) => id.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an id is that of a notice about updated packages.</summary>
    public static bool IsNotice(string id) =>
        id.StartsWith("USN-", StringComparison.OrdinalIgnoreCase)
        || id.StartsWith("LSN-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of a finding's vulnerability: its CVE, or else the first of the ids by which its component was reported.</summary>
    public string Of(Finding finding)
    {
        if (IsCve(finding.Id))
        {
            return finding.Id.ToUpperInvariant();
        }
        Finding[] same = [.. _ofComponent[finding.Purl].Where(other => IsSame(finding, other))];
        string[] cves = [.. same.Select(other => other.Id).Where(IsCve).Select(id => id.ToUpperInvariant()).Distinct()];
        // A record about several CVEs keeps its own name.
        return cves.Length > 1 || Ids(finding).Count(IsCve) > 1 ? finding.Id
            : cves.Length == 1 ? cves[0]
            // A notice without a CVE is not even the same as itself.
            : same.Select(other => other.Id).DefaultIfEmpty(finding.Id).Min(StringComparer.Ordinal)!;
    }

    private static bool IsSame(Finding left, Finding right) =>
        Ids(left).Intersect(Ids(right), StringComparer.OrdinalIgnoreCase).Any();

    private static IEnumerable<string> Ids(Finding finding) =>
        finding.Aliases.Prepend(finding.Id).Where(id => !IsNotice(id));
}
