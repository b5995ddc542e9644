namespace LocalAzure.Settings;

/// <summary>
/// The headers with the delay before the next poll. Retry-After has whole seconds only, and 0 makes some clients wait half a
/// minute; x-ms-retry-after-ms, which Azure's SDKs read, can be short.
/// </summary>
/// <param name="Seconds">The value of Retry-After; null omits it.</param>
/// <param name="Milliseconds">The value of x-ms-retry-after-ms; null omits it.</param>
public sealed record RetryAfterPolicy(int? Seconds, int? Milliseconds)
{
    /// <summary>100 ms, for clients that read the header in milliseconds.</summary>
    public static RetryAfterPolicy Quick { get; } = new(null, 100);
}
