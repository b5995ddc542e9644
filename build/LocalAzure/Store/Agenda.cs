using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Protocol;

namespace LocalAzure.Store;

/// <summary>
/// What will happen, by time. It is kept in the store, so a build goes on when another process opens it later. Nothing
/// sleeps: whoever looks at the state first runs all that has become due, each event at its own time.
/// </summary>
internal sealed class Agenda(ResourceStore store, TimeProvider clock) : IDisposable
{
    private const string Prefix = "~agenda/";
    private readonly Dictionary<string, Action<string, JsonObject>> handlers = new(StringComparer.Ordinal);
    private readonly ThreadLocal<DateTimeOffset?> eventTime = new();

    /// <summary>The clock's time, or the due time of the event that is being run.</summary>
    public DateTimeOffset Now => eventTime.Value ?? clock.GetUtcNow();

    /// <summary>When the next event is due.</summary>
    public DateTimeOffset? Next => store.FirstKey(Prefix) is { } key ? DueOf(key) : null;

    /// <param name="kind">Stable name; it is stored.</param>
    /// <param name="handler">Gets the target id and the event's data.</param>
    public void On(string kind, Action<string, JsonObject> handler) => handlers.Add(kind, handler);

    public void Schedule(TimeSpan delay, string kind, string target, JsonObject? data = null)
    {
        var due = Now + delay;
        var id = $"{Prefix}{due.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}/{Guid.NewGuid():N}";
        store.Put(
            new StoredResource(
                id,
                "~agenda",
                new JsonObject
                {
                    ["kind"] = kind,
                    ["target"] = target,
                    ["data"] = data,
                }
            )
        );
    }

    /// <summary>Runs what is due, in order of time, including what that schedules meanwhile.</summary>
    public void RunDue()
    {
        var now = clock.GetUtcNow();
        while (Next is { } due && due <= now)
        {
            string? running = null;
            try
            {
                store.Transact(() =>
                {
                    // Another thread may have run it between the look and the lock.
                    if (store.FirstKey(Prefix) is { } key && DueOf(key) <= now)
                    {
                        running = key;
                        RunOne(key);
                    }
                });
            }
            catch (Exception e) when (running is not null && e is not OutOfMemoryException)
            {
                // A bug of ours. It must not come back with every request that follows: the event is dropped, and the
                // trace goes to whoever debugs LocalAzure.
                Trace.TraceError(e.ToString());
                store.Remove(running);
            }
        }
    }

    public void Dispose() => eventTime.Dispose();

    private void RunOne(string key)
    {
        var entry = store.Find(key)!.Body;
        store.Remove(key);
        eventTime.Value = DueOf(key);
        try
        {
            handlers[entry["kind"].Text()!](entry["target"].Text()!, entry["data"] as JsonObject ?? []);
        }
        finally
        {
            eventTime.Value = null;
        }
    }

    private static DateTimeOffset DueOf(string key) =>
        new(long.Parse(key.AsSpan(Prefix.Length, 19), CultureInfo.InvariantCulture), TimeSpan.Zero);
}
