namespace Jumpbox.Azure.Tests.Steps;

/// <summary>A clock on which a pause of some seconds is over at once. Deadlines are longer, and stay.</summary>
/// <param name="longestPause">The longest pause that is over at once, in seconds.</param>
internal sealed class HastyTime(int longestPause = 20) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(
            callback,
            state,
            dueTime > TimeSpan.Zero && dueTime <= TimeSpan.FromSeconds(longestPause) ? TimeSpan.Zero : dueTime,
            period
        );
}
