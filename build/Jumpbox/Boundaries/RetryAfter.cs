using System.Globalization;

namespace Jumpbox.Boundaries;

/// <summary>
/// The pause that a server requests before a retry, read defensively: as seconds, as milliseconds, as a date.
/// </summary>
public static class RetryAfter
{
    /// <summary>Reads the value of <c>Retry-After</c>.</summary>
    /// <param name="text">A number of seconds, or a date.</param>
    /// <param name="now">The time.</param>
    /// <returns>The pause, never negative, of any length; null if the value is invalid.</returns>
    public static TimeSpan? Seconds(string? text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds))
        {
            return Span(seconds);
        }
        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset until
        )
            ? Span((until - now).TotalSeconds)
            : null;
    }

    /// <summary>Reads the value of <c>x-ms-retry-after-ms</c>.</summary>
    /// <param name="text">A number of milliseconds.</param>
    /// <returns>The pause, never negative, of any length; null if the value is invalid.</returns>
    public static TimeSpan? Milliseconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds)
            ? Span(milliseconds / 1000)
            : null;

    /// <summary>Converts any number of seconds to a time span.</summary>
    /// <param name="seconds">The seconds.</param>
    /// <returns>The span, never negative, of any length; null for NaN.</returns>
    public static TimeSpan? Span(double seconds) =>
        double.IsNaN(seconds) ? null
        : seconds <= 0 ? TimeSpan.Zero
        : seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue
        : TimeSpan.FromSeconds(seconds);
}
