using System.Text.RegularExpressions;
using Jumpbox.Evidence.Bill;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// An ecosystem whose advisories this program matches by itself. Source of the names: OSV schema, "Defined ecosystems".
/// </summary>
/// <param name="Family">The ecosystem's name up to a colon, by which the age of its data is known.</param>
/// <param name="Name">Its name in an advisory of an image with this Ubuntu release; Ubuntu's has the release, and no Pro.</param>
/// <param name="Has">Whether a component is of it.</param>
/// <param name="Names">The names by which advisories may name a component.</param>
/// <param name="Version">The component's version, as advisories write it.</param>
/// <param name="Compare">The order of its versions; null if one is not a version.</param>
internal sealed partial record Ecosystem(
    string Family,
    Func<string?, string> Name,
    Func<BilledComponent, bool> Has,
    Func<BilledComponent, IEnumerable<string>> Names,
    Func<BilledComponent, string> Version,
    Func<string, string, int?> Compare
)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Ecosystem> All { get; } =
    [
        new(
            "Ubuntu",
            // Trailing LTS is part of the name of every release that this pipeline accepts.
            release => $"Ubuntu:{release}:LTS",
            one => one.IsUbuntu,
            one => [one.SourceName],
            one => one.SourceVersion,
            (left, right) =>
                DpkgVersion.IsVersion(left) && DpkgVersion.IsVersion(right) ? DpkgVersion.Compare(left, right) : null
        ),
        new(
            "Go",
            _ => "Go",
            one => one.Url.Type == "golang",
            one => [one.Url.FullName],
            one => one.Url.Version.TrimStart('v'),
            GoVersion.Compare
        ),
        new(
            "PyPI",
            _ => "PyPI",
            one => one.Url.Type == "pypi",
            // Records have normalised names, but older ones have the publisher's. Source: PEP 503, "Normalized Names".
            one => new[] { "-", "_", "." }.Select(mark => Marks().Replace(one.Url.Name, mark)).Append(one.Name),
            one => one.Url.Version,
            PythonVersion.Compare
        ),
    ];

    [GeneratedRegex("[-_.]+")]
    private static partial Regex Marks();
}
