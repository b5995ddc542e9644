using LocalAzure.Store;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.Store;

public sealed class AgendaTests
{
    [Fact]
    public void An_event_that_fails_leaves_nothing_behind_and_keeps_no_other_from_running()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        using ResourceStore store = new(null);
        using Agenda agenda = new(store, clock);
        List<string> ran = [];
        agenda.On(
            "fails",
            (target, _) =>
            {
                store.Put(new StoredResource("/half", "x", []));
                throw new InvalidOperationException(target);
            },
            (_, _, _) => { }
        );
        agenda.On("runs", (target, _) => ran.Add(target), (_, _, _) => { });
        agenda.Schedule(TimeSpan.FromSeconds(1), "fails", "one");
        agenda.Schedule(TimeSpan.FromSeconds(2), "runs", "two");
        clock.Advance(TimeSpan.FromSeconds(3));

        agenda.RunDue();
        agenda.RunDue();

        Assert.Equal(["two"], ran);
        Assert.Null(store.Find("/half"));
        Assert.Null(agenda.Next);
    }
}
