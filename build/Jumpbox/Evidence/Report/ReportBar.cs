namespace Jumpbox.Evidence.Report;

/// <summary>One bar of the timeline, placed on a drawing whose bars have <see cref="Timeline.Width"/> units.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">Its kind: target, build, phase, step or check.</param>
/// <param name="Failed">Whether it failed.</param>
/// <param name="Left">The left edge, in units.</param>
/// <param name="Width">The width, at least 2 units.</param>
/// <param name="Top">The top of its row, in units.</param>
/// <param name="Duration">The formatted duration.</param>
/// <param name="Note">Further information, for example its requests; may be empty.</param>
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
