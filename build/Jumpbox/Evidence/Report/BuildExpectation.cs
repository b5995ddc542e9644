using System.Globalization;

namespace Jumpbox.Evidence.Report;

/// <summary>How long an image build is expected to take. Always worded as an expectation. Pure.</summary>
/// <param name="Duration">The expected duration of the whole build.</param>
/// <param name="Builds">How many earlier builds it is derived from; 0 for the documented estimate.</param>
public sealed record BuildExpectation(TimeSpan Duration, int Builds)
{
    /// <summary>The documented estimate for a build in Azure: docs/targets.md, "How long a build takes".</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(30);

    private const int MostBuilds = 3;

    /// <summary>Derives the expectation: the median of the last three builds, or the estimate without any.</summary>
    /// <param name="earlier">The durations of earlier builds, the latest first.</param>
    /// <param name="estimate">The estimate.</param>
    public static BuildExpectation From(IReadOnlyList<TimeSpan> earlier, TimeSpan estimate)
    {
        TimeSpan[] last = [.. earlier.Take(MostBuilds).Order()];
        return last.Length == 0
            ? new BuildExpectation(estimate, 0)
            : new BuildExpectation((last[(last.Length - 1) / 2] + last[last.Length / 2]) / 2, last.Length);
    }

    /// <summary>The rest of the time, for example <c>about 12 min left, as in the last 3 builds</c>.</summary>
    /// <param name="elapsed">The time since the build began.</param>
    public string Words(TimeSpan elapsed)
    {
        TimeSpan left = Duration - elapsed;
        if (left <= TimeSpan.Zero)
        {
            return Builds == 0
                ? $"longer than the estimate of {About(Duration)}"
                : $"longer than {Source}, {About(Duration)}";
        }
        return Builds == 0 ? $"{About(left)} left by the estimate" : $"{About(left)} left, as in {Source}";
    }

    private string Source => Builds == 1 ? "the last build" : $"the last {Builds} builds";

    private static string About(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1)
            ? "less than 1 min"
            : string.Create(CultureInfo.InvariantCulture, $"about {Math.Round(time.TotalMinutes)} min");
}
