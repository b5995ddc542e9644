using System.Globalization;
using System.Text.RegularExpressions;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Pins;

/// <summary>
/// The trusted roots that publishers' proofs are verified against: files <c>scripts/trust/NAME-yyyy-MM-dd.trusted_root.json</c>, the
/// date being the day on which the file was taken from its source. A later revocation is invisible in a kept file, so an old one
/// does not count.
/// </summary>
/// <param name="folders">Folders that may have such files, absent ones included.</param>
public sealed partial class TrustFiles(IReadOnlyList<string> folders)
{
    /// <summary>The folder in a repository.</summary>
    public const string Folder = "scripts/trust";

    /// <summary>How long a file counts, in days. GitHub's keys changed every five to eight months until 2026.</summary>
    public const int MostDays = 365;

    private const int WarningDays = 60;
    private const string Cure =
        "run 'gh attestation trusted-root' and write its output to scripts/trust/github-yyyy-MM-dd.trusted_root.json with today's date, "
        + "then delete the old file";

    /// <summary>Reads the files that count.</summary>
    /// <param name="today">The day.</param>
    /// <exception cref="PinSourceException">There is none, or one is not a trusted root.</exception>
    internal TrustedRoots Read(DateOnly today)
    {
        (string Path, DateOnly? Day)[] files = [.. Files()];
        string[] current = [.. files.Where(file => IsCurrent(file.Day, today)).Select(file => file.Path)];
        if (current.Length == 0)
        {
            string found =
                files.Length == 0
                    ? ""
                    : $"; too old, from the future or without a date: {string.Join(", ", files.Select(Name))}";
            throw new PinSourceException(
                $"there is no trusted root in {Folder} that is at most {MostDays} days old{found}: {Cure}."
            );
        }
        return Parse(current);
    }

    private static TrustedRoots Parse(string[] paths)
    {
        try
        {
            return TrustedRoots.Parse(string.Join('\n', paths.Select(File.ReadAllText)), string.Join(", ", paths));
        }
        catch (Exception unusable) when (unusable is TrustedRootException or IOException or UnauthorizedAccessException)
        {
            throw new PinSourceException(unusable.Message, unusable);
        }
    }

    /// <summary>What is wrong with the files, or will be soon.</summary>
    /// <param name="today">The day.</param>
    public IEnumerable<PinFinding> Findings(DateOnly today) =>
        Files()
            .Select(file =>
                file.Day is not { } day
                    ? PinFinding.Problem(
                        Name(file),
                        "its name has no date",
                        $"name it NAME-yyyy-MM-dd.trusted_root.json"
                    )
                : day > today.AddDays(1)
                    ? PinFinding.Problem(
                        Name(file),
                        "its day is in the future, so it does not count",
                        "name it by the day on which it was taken"
                    )
                : day.AddDays(MostDays) < today
                    ? PinFinding.Problem(Name(file), $"it is more than {MostDays} days old and does not count", Cure)
                : Content(file, today)
                    ?? (
                        day.AddDays(MostDays - WarningDays) < today
                            ? PinFinding.Note(Name(file), $"it counts until {day.AddDays(MostDays):yyyy-MM-dd}", Cure)
                            : null
                    )
            )
            .OfType<PinFinding>();

    // The day in the name may be today's, and what is in the file long over.
    private static PinFinding? Content((string Path, DateOnly? Day) file, DateOnly today)
    {
        try
        {
            return Parse([file.Path]).End is { } end && DateOnly.FromDateTime(end.UtcDateTime) < today
                ? PinFinding.Problem(
                    Name(file),
                    $"the authorities of a root in it ended on {end.UtcDateTime:yyyy-MM-dd}; what is signed since cannot be verified",
                    Cure
                )
                : null;
        }
        catch (PinSourceException broken)
        {
            return PinFinding.Problem(Name(file), broken.Message, Cure);
        }
    }

    private IEnumerable<(string Path, DateOnly? Day)> Files() =>
        folders
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.trusted_root.json*"))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, DayOf(path)));

    // A day in the future would never expire. One day is left for time zones.
    private static bool IsCurrent(DateOnly? day, DateOnly today) =>
        day >= today.AddDays(-MostDays) && day <= today.AddDays(1);

    private static DateOnly? DayOf(string path) =>
        DateOnly.TryParseExact(
            Dated().Match(Path.GetFileName(path)).Groups["day"].Value,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out DateOnly day
        )
            ? day
            : null;

    private static string Name((string Path, DateOnly? Day) file) => $"{Folder}/{Path.GetFileName(file.Path)}";

    [GeneratedRegex(@"-(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\.trusted_root\.jsonl?\z")]
    private static partial Regex Dated();
}
