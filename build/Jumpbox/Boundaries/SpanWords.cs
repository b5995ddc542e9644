namespace Jumpbox.Boundaries;

/// <summary>Formats a time span.</summary>
public static class SpanWords
{
    /// <summary>Formats a time span, for example <c>45 s</c>, <c>10 min</c>, <c>4 h 30 min</c>, <c>3 d 2 h</c>.</summary>
    /// <param name="span">The span.</param>
    public static string Of(TimeSpan span) =>
        span.TotalSeconds < 1 ? FormattableString.Invariant($"{span.TotalMilliseconds:0} ms")
        : span.TotalSeconds < 120 ? FormattableString.Invariant($"{span.TotalSeconds:0.#} s")
        : span.TotalHours < 1 ? Two((long)span.TotalMinutes, "min", span.Seconds, "s")
        : span.TotalDays < 2 ? Two((long)span.TotalHours, "h", span.Minutes, "min")
        : Two((long)span.TotalDays, "d", span.Hours, "h");

    private static string Two(long large, string unit, int small, string smallUnit) =>
        small == 0
            ? FormattableString.Invariant($"{large} {unit}")
            : FormattableString.Invariant($"{large} {unit} {small} {smallUnit}");
}
