namespace Jumpbox.Evidence;

/// <summary>One line of a build log.</summary>
/// <param name="Number">The line's place in the file, from 1.</param>
/// <param name="Time">The time that the line carries, to the second; null for most.</param>
/// <param name="Text">The line without the service's prefixes, control codes removed.</param>
/// <param name="Kind">What it is.</param>
public sealed record LogLine(int Number, DateTimeOffset? Time, string Text, LogLineKind Kind);
