namespace Jumpbox.Report;

/// <summary>One line of a table in the report.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="State">A short word such as <c>pass</c>, <c>fail</c>, <c>added</c>; it is also the style.</param>
/// <param name="Text">What is said.</param>
/// <param name="Detail">More, such as the cure; empty where there is none.</param>
public sealed record ReportRow(string Name, string State, string Text, string Detail);
