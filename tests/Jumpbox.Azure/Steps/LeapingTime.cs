namespace Jumpbox.Azure.Tests.Steps;

/// <summary>A clock on which a pause of at most half an hour is over at once, and has passed.</summary>
/// <param name="leap">What has passed at least.</param>
internal sealed class LeapingTime(TimeSpan leap = default) : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);
    private long _passed;

    public TimeSpan Passed => new(Interlocked.Read(ref _passed));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Passed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        bool isPause = dueTime > TimeSpan.Zero && dueTime <= LongestPause;
        if (isPause)
        {
            Pass(dueTime > leap ? dueTime : leap);
        }
        return base.CreateTimer(callback, state, isPause ? TimeSpan.Zero : dueTime, period);
    }
}
