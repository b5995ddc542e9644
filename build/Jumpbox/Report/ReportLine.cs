namespace Jumpbox.Report;

/// <summary>One line of a log in the report; many lines of noise are folded into one.</summary>
/// <param name="Number">The line's number in the file.</param>
/// <param name="Kind"><c>said</c>, <c>marker</c>, <c>failure</c> or <c>noise</c>; also the style.</param>
/// <param name="Text">The line, or how many were folded.</param>
public sealed record ReportLine(int Number, string Kind, string Text);
