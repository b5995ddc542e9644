namespace Jumpbox.Azure.Tests.Steps;

/// <summary>A clock on which a pause of some seconds is over at once. Deadlines are longer, and stay.</summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(
            callback,
            state,
            dueTime > TimeSpan.Zero && dueTime <= LongestPause ? TimeSpan.Zero : dueTime,
            period
        );
}
