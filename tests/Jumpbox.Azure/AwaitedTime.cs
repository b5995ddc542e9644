using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Jumpbox.Azure.Tests;

/// <summary>A clock that moves only when a caller waits for it, and then as far as is waited, or further.</summary>
internal sealed class AwaitedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    /// <summary>How much longer than was waited for the machine sleeps each time.</summary>
    public TimeSpan SleepsIn { get; init; }

    /// <summary>What was waited for, in order.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            Waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime + SleepsIn));
        }
        return timer;
    }
}
