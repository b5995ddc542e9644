namespace Jumpbox.Evidence.Report;

/// <summary>One bar of the time line, placed for a drawing whose bars have <see cref="Timeline.Width"/> units.</summary>
/// <param name="Name">What took the time.</param>
/// <param name="Kind">What it is: target, build, phase, step or check.</param>
/// <param name="Failed">Whether it failed.</param>
/// <param name="Left">Where it begins, in units.</param>
/// <param name="Width">How wide it is, at least 2 units.</param>
/// <param name="Top">Where its row is, in units.</param>
/// <param name="Duration">The time in words.</param>
/// <param name="Note">What else is known of it, for example its requests; empty for nothing.</param>
public sealed record ReportBar(
    string Name,
    string Kind,
    bool Failed,
    double Left,
    double Width,
    double Top,
    string Duration,
    string Note
);
