using System.Globalization;
using System.Text.RegularExpressions;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>The age of what an image was built from: a build of today may install packages of months ago.</summary>
internal static partial class StartingPoint
{
    /// <summary>The step that upgrades all packages; without it the base image's are kept.</summary>
    public const string Upgrade = "upgrade-packages";

    /// <summary>What is too old or unknown, each as a sentence with its cure; empty if nothing is.</summary>
    /// <param name="snapshot">The archive snapshot in the lock, as <c>20261007T000000Z</c>.</param>
    /// <param name="steps">The names of the steps that build the image.</param>
    /// <param name="baseImage">The base image with its exact version.</param>
    /// <param name="settings">What a release requires.</param>
    /// <param name="now">The time of the verdict.</param>
    public static StartingAge Of(
        string snapshot,
        IEnumerable<string> steps,
        RecordedBaseImage baseImage,
        GateSettings settings,
        DateTimeOffset now
    )
    {
        List<string> old = [];
        List<string> unknown = [];
        List<string> told = [];
        void Add(string what, DateTimeOffset? at, int limit, string setting, string cure)
        {
            if (limit == 0)
            {
                told.Add($"{what} of any age, because {setting} is 0");
                return;
            }
            string text = string.Create(
                CultureInfo.InvariantCulture,
                $"{what} of {at:yyyy-MM-dd}, {(now - at)?.TotalDays:F0} days ago; the limit is {limit}"
            );
            if (at is null)
            {
                unknown.Add($"the age of {what} is unknown: set {setting} to 0 for no limit");
            }
            else if (at > now.AddDays(1))
            {
                old.Add($"{text}, which is in the future: {cure}");
            }
            else
            {
                (now - at > TimeSpan.FromDays(limit) ? old : told).Add(
                    now - at > TimeSpan.FromDays(limit) ? $"{text}: {cure}" : text
                );
            }
        }
        const string packages = "gate.maximumPackageAgeDays";
        const string update = "run the target Update, then build again";
        DateTimeOffset? baseDay = DayOf(baseImage);
        // Without the upgrade the packages are those of the base image.
        DateTimeOffset? state = steps.Contains(Upgrade) ? Moment(snapshot) : baseDay;
        Add("packages", state, settings.MaximumPackageAgeDays, packages, update);
        Add("base image", baseDay, settings.MaximumBaseImageAgeDays, "gate.maximumBaseImageAgeDays", update);
        return new StartingAge(old, unknown, told);
    }

    private static DateTimeOffset? Moment(string snapshot) => Parse(snapshot, "yyyyMMdd'T'HHmmss'Z'");

    // Canonical's versions end in the day of the build and its number that day. Source: Ubuntu on Azure, "Find Ubuntu images".
    private static DateTimeOffset? DayOf(RecordedBaseImage image) =>
        Day().Match(image.Version) is { Success: true } match ? Parse(match.Groups["day"].Value, "yyyyMMdd") : null;

    private static DateTimeOffset? Parse(string text, string format) =>
        DateTimeOffset.TryParseExact(
            text,
            format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time
        )
            ? time
            : null;

    [GeneratedRegex(@"\.(?<day>20[0-9]{6})[0-9]?\z")]
    private static partial Regex Day();
}

/// <summary>How old the packages and the base image of an image are.</summary>
/// <param name="Old">What is too old, each with its cure.</param>
/// <param name="Unknown">What has no known age, each with its cure.</param>
/// <param name="Told">What is young enough.</param>
internal sealed record StartingAge(
    IReadOnlyList<string> Old,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Told
);
