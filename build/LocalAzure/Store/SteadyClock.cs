namespace LocalAzure.Store;

/// <summary>
/// A clock that follows another one and never goes back: when that one is set back, it continues from where it was, so that what is due in a
/// second is not due in an hour.
/// </summary>
/// <param name="clock">The clock to follow.</param>
/// <param name="atLeast">The latest time that an earlier process has seen.</param>
internal sealed class SteadyClock(TimeProvider clock, DateTimeOffset atLeast) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly long _start = clock.GetTimestamp();
    private DateTimeOffset _origin = atLeast;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        DateTimeOffset shown = clock.GetUtcNow();
        lock (_gate)
        {
            DateTimeOffset steady = _origin + clock.GetElapsedTime(_start);
            if (shown > steady)
            {
                // Also after a suspension, during which the machine counts no time.
                _origin += shown - steady;
                return shown;
            }
            return steady;
        }
    }

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
