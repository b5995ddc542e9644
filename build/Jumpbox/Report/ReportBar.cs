namespace Jumpbox.Report;

/// <summary>One bar of the time line, placed for a drawing 1000 units wide.</summary>
/// <param name="Name">What took the time.</param>
/// <param name="State">How it ended; also the style.</param>
/// <param name="Left">Where it begins, 0 to 1000.</param>
/// <param name="Width">How wide it is, at least 2.</param>
/// <param name="Top">Where its row is, in units.</param>
/// <param name="Duration">The time in words.</param>
public sealed record ReportBar(string Name, string State, double Left, double Width, double Top, string Duration);
