using System.Globalization;
using Jumpbox.Settings;

namespace Jumpbox.Versioning;

/// <summary>
/// The next free number of a scheme. Azure's numbers are three 32-bit integers, and "latest" is the numerically highest one,
/// never the newest (https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries#image-versions). Pure.
/// </summary>
public static class VersionNumbers
{
    /// <summary>The lowest version of <see cref="VersioningKind.Semver"/> without a setting.</summary>
    public const string First = "1.0.0";

    private const int MostInADay = 99;

    /// <summary>Returns the next number.</summary>
    /// <param name="scheme">The scheme; not <see cref="VersioningKind.Fixed"/>.</param>
    /// <param name="lowest">The lowest number of semver; null for <see cref="First"/>.</param>
    /// <param name="taken">Every number that exists, existed or is claimed.</param>
    /// <param name="day">The day of the run, in UTC.</param>
    /// <returns>The number; null when the scheme has none left.</returns>
    public static Version? Next(
        VersioningKind scheme,
        string? lowest,
        IReadOnlyCollection<Version> taken,
        DateOnly day
    ) => scheme == VersioningKind.Date ? OfDay(taken, day) : Patch(Version.Parse(lowest ?? First), taken);

    /// <summary>The number as Azure's name of a version, without leading zeros.</summary>
    /// <param name="number">The number.</param>
    public static string NameOf(Version number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number.Major}.{number.Minor}.{number.Build}");

    // After the highest of the same major: a jump to another major is the user's, by the lowest number.
    private static Version? Patch(Version lowest, IReadOnlyCollection<Version> taken)
    {
        Version? highest = taken.Where(one => one.Major == lowest.Major && one >= lowest).Max();
        return highest is null ? lowest
            : highest.Build == int.MaxValue ? null
            : new Version(highest.Major, highest.Minor, highest.Build + 1);
    }

    // YYYY.MM.DDNN: the third number has the day and a number from 1 to 99.
    private static Version? OfDay(IReadOnlyCollection<Version> taken, DateOnly day)
    {
        int[] numbers =
        [
            .. taken
                .Where(one => one.Major == day.Year && one.Minor == day.Month && one.Build / 100 == day.Day)
                .Select(one => one.Build % 100),
        ];
        int next = numbers.DefaultIfEmpty(0).Max() + 1;
        return next > MostInADay ? null : new Version(day.Year, day.Month, (day.Day * 100) + next);
    }
}
