using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Store;

/// <summary>
/// Scheduled events by time. They are in the store, so a build continues when another process opens it later. There is no
/// timer: every access to the state first runs the due events, each at its own time.
/// </summary>
internal sealed class Agenda(ResourceStore store, TimeProvider clock) : IDisposable
{
    private const string Prefix = "~agenda/";
    private readonly Dictionary<string, Handler> _handlers = new(StringComparer.Ordinal);
    private readonly ThreadLocal<DateTimeOffset?> _eventTime = new();

    /// <summary>The clock's time, or the due time of the running event.</summary>
    public DateTimeOffset Now => _eventTime.Value ?? clock.GetUtcNow();

    /// <summary>When the next event is due.</summary>
    public DateTimeOffset? Next => store.FirstKey(Prefix) is { } key ? DueOf(key) : null;

    /// <summary>The time until the next event, at least zero; null without one.</summary>
    public TimeSpan? UntilNext
    {
        get
        {
            if (Next is not { } due)
            {
                return null;
            }
            // The clock is read once, because the thread may be suspended between two reads.
            TimeSpan left = due - Now;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <param name="kind">A stable name; it is stored.</param>
    /// <param name="handler">Receives the target id and the event's data.</param>
    /// <param name="failed">
    /// Receives the same when the handler has failed and its changes are rolled back, to end what waits for the event.
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

    /// <summary>Runs the due events in order of time, including those that they schedule.</summary>
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
                    // Another thread may have run it before the lock was taken.
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
