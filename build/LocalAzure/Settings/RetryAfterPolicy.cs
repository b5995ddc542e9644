namespace LocalAzure.Settings;

/// <summary>
/// What an answer says about the next poll. Retry-After has whole seconds only, and 0 makes some clients wait half a
/// minute; x-ms-retry-after-ms, which Azure's SDKs read, can be short.
/// </summary>
/// <param name="Seconds">Value of Retry-After; null leaves it out.</param>
/// <param name="Milliseconds">Value of x-ms-retry-after-ms; null leaves it out.</param>
public sealed record RetryAfterPolicy(int? Seconds, int? Milliseconds)
{
    /// <summary>100 ms, for clients that read the header in milliseconds.</summary>
    public static RetryAfterPolicy Quick { get; } = new(null, 100);
}
