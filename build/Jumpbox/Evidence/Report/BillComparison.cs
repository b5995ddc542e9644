using System.Globalization;

namespace Jumpbox.Evidence.Report;

/// <summary>Compares the bills of two images: packages, licences and how much there is.</summary>
internal static class BillComparison
{
    private const string OsDisk = "buildVm.osDiskSizeGB";
    private const string Absent =
        "an image has no bill of materials in the artifacts folder: run the target Logs for it";
    private const string Unlisted =
        "the bill of an image lists no package: its log has no list of them, as after a build that LocalAzure simulates";

    public static ComparedPart Packages(RememberedImage older, RememberedImage newer) =>
        BilledPackage.Read(older.Bill) is { } before && BilledPackage.Read(newer.Bill) is { } after
            ? !HasPackages(before) || !HasPackages(after)
                ? new ComparedPart("packages", "Packages", [], Unlisted)
                : new ComparedPart("packages", "Packages", ReleaseComparison.Changes(Versions(before), Versions(after)))
                {
                    Kind = "package",
                }
            : new ComparedPart("packages", "Packages", [], Absent);

    private static bool HasPackages(IReadOnlyList<BilledPackage> packages) => packages.Any(package => !package.IsTool);

    public static ComparedPart Licences(RememberedImage older, RememberedImage newer) =>
        BilledPackage.Read(older.Bill) is { } before && BilledPackage.Read(newer.Bill) is { } after
            ? new ComparedPart("licences", "Licences", ReleaseComparison.Changes(Declared(before), Declared(after)))
            {
                Kind = "licence of",
                Note = Unknown(after) is > 0 and int count
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"The licences of {count} of {after.Count} are unknown."
                    )
                    : null,
            }
            : new ComparedPart("licences", "Licences", [], Absent);

    public static ComparedPart Size(RememberedImage older, RememberedImage newer) =>
        new("size", "Size", ReleaseComparison.Changes(Sizes(older), Sizes(newer)))
        {
            Kind = "size:",
            Note =
                "The counts and the disk were compared. How much of the disk is used is unknown: neither Azure nor the build reports it.",
        };

    private static int Unknown(IReadOnlyList<BilledPackage> packages) =>
        packages.Count(package => package.Licence is "" or "NOASSERTION");

    // A package may be installed for more than one architecture.
    private static Dictionary<string, string> Versions(IReadOnlyList<BilledPackage> packages) =>
        packages
            .Where(package => !package.IsTool)
            .GroupBy(package => package.Name)
            .ToDictionary(
                group => group.Key,
                group => string.Join(", ", group.Select(package => package.Version).Distinct())
            );

    private static Dictionary<string, string> Declared(IReadOnlyList<BilledPackage> packages) =>
        packages
            .GroupBy(package => package.Name)
            .ToDictionary(
                group => group.Key,
                group => string.Join(", ", group.Select(package => package.Licence).Distinct())
            );

    private static SortedDictionary<string, string> Sizes(RememberedImage image)
    {
        SortedDictionary<string, string> sizes = new(StringComparer.Ordinal)
        {
            ["tools"] = image.Record.Tools.Count.ToString(CultureInfo.InvariantCulture),
        };
        if (BilledPackage.Read(image.Bill) is { } packages && HasPackages(packages))
        {
            sizes["packages"] = packages.Count(one => !one.IsTool).ToString(CultureInfo.InvariantCulture);
        }
        if (image.Settings?.GetValueOrDefault(OsDisk) is { } disk)
        {
            sizes["disk in GB"] = disk == "0" ? "that of the base image" : disk;
        }
        return sizes;
    }
}
