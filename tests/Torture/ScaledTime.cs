namespace Torture.Tests;

/// <summary>A clock that runs faster than the machine's: minutes of waiting pass in a blink, in the same order.</summary>
/// <param name="factor">How much faster.</param>
internal sealed class ScaledTime(int factor) : TimeProvider
{
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private readonly long _ticks = System.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _began + TimeSpan.FromTicks(GetTimestamp());

    public override long GetTimestamp() => System.GetElapsedTime(_ticks).Ticks * factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shrink(dueTime), Shrink(period));

    private TimeSpan Shrink(TimeSpan span) =>
        span == Timeout.InfiniteTimeSpan || span == TimeSpan.Zero ? span
        : span / factor < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1)
        : span / factor;
}
