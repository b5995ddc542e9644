using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Store;

/// <summary>
/// What will happen, by time. It is kept in the store, so a build continues when another process opens it later. Nothing
/// sleeps: whoever looks at the state first runs all that has become due, each event at its own time.
/// </summary>
internal sealed class Agenda(ResourceStore store, TimeProvider clock) : IDisposable
{
    private const string Prefix = "~agenda/";
    private readonly Dictionary<string, Handler> _handlers = new(StringComparer.Ordinal);
    private readonly ThreadLocal<DateTimeOffset?> _eventTime = new();

    /// <summary>The clock's time, or the due time of the event that is being run.</summary>
    public DateTimeOffset Now => _eventTime.Value ?? clock.GetUtcNow();

    /// <summary>When the next event is due.</summary>
    public DateTimeOffset? Next => store.FirstKey(Prefix) is { } key ? DueOf(key) : null;

    /// <summary>How long until the next event is due, never less than nothing; null without one.</summary>
    public TimeSpan? UntilNext
    {
        get
        {
            if (Next is not { } due)
            {
                return null;
            }
            // The clock is read once: a thread may be held up between two readings.
            TimeSpan left = due - Now;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <param name="kind">Stable name; it is stored.</param>
    /// <param name="handler">Gets the target id and the event's data.</param>
    /// <param name="failed">
    /// Gets the same when the handler has failed and all that it changed is undone: it ends what waits for the event.
    /// </param>
    internal void On(string kind, Action<string, JsonObject> handler, Action<string, JsonObject, ArmError> failed) =>
        _handlers.Add(kind, new Handler(handler, failed));

    public void Schedule(TimeSpan delay, string kind, string target, JsonObject? data = null)
    {
        DateTimeOffset due = Now + delay;
        string id = $"{Prefix}{due.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}/{Guid.NewGuid():N}";
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
        DateTimeOffset now = clock.GetUtcNow();
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
                        RunOne(key, (handler, target, data) => handler.Run(target, data));
                    }
                });
            }
            catch (Exception e) when (running is not null && e is not OutOfMemoryException)
            {
                Drop(running, Bug.Trace(e));
            }
        }
    }

    public void Dispose() => _eventTime.Dispose();

    // A failed event must not come back with every request that follows, and nobody may wait for it forever, not even where
    // the disk is full.
    private void Drop(string key, ArmError error)
    {
        try
        {
            store.TransactAnyway(() => RunOne(key, (handler, target, data) => handler.Failed(target, data, error)));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Bug.Trace(e);
            store.TransactAnyway(() => store.Remove(key));
        }
    }

    private void RunOne(string key, Action<Handler, string, JsonObject> run)
    {
        JsonObject entry = store.Find(key)!.Body;
        store.Remove(key);
        _eventTime.Value = DueOf(key);
        try
        {
            run(_handlers[entry["kind"].Text()!], entry["target"].Text()!, entry["data"] as JsonObject ?? []);
        }
        finally
        {
            _eventTime.Value = null;
        }
    }

    private static DateTimeOffset DueOf(string key) =>
        new(long.Parse(key.AsSpan(Prefix.Length, 19), CultureInfo.InvariantCulture), TimeSpan.Zero);

    private sealed record Handler(Action<string, JsonObject> Run, Action<string, JsonObject, ArmError> Failed);
}
