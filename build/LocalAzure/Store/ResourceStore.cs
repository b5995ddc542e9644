using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Store;

/// <summary>
/// All state, ordered by lower-case id, so that "everything below" is a range. Every change is in a transaction: either all
/// changes of a request are written to the journal in one line, or none is.
/// </summary>
internal sealed class ResourceStore : IDisposable
{
    private readonly Dictionary<string, StoredResource> _documents = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _byType = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private readonly Journal? _journal;
    private readonly Dictionary<string, StoredResource?> _undo = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsaved = new(StringComparer.Ordinal);
    private readonly List<Action> _kept = [];
    private readonly List<Action> _undone = [];
    private int _depth;
    private bool _anyway;

    public ResourceStore(string? folder)
    {
        if (folder is null)
        {
            return;
        }
        _journal = Journal.Open(folder, Load);
        if (_journal.IsOld)
        {
            _journal.Rewrite(_documents.Values);
        }
    }

    public T Transact<T>(Func<T> change)
    {
        lock (_gate)
        {
            _depth++;
            try
            {
                T? result = change();
                if (_depth == 1)
                {
                    Commit();
                    Tell(_kept);
                }
                return result;
            }
            catch when (_depth == 1)
            {
                Rollback();
                throw;
            }
            finally
            {
                _depth--;
            }
        }
    }

    public void Transact(Action change) =>
        Transact(() =>
        {
            change();
            return true;
        });

    /// <summary>
    /// The same for an end that clients wait for: where it cannot be stored, it holds in memory, and is stored with the next
    /// change that can be.
    /// </summary>
    public void TransactAnyway(Action change)
    {
        lock (_gate)
        {
            bool outer = _anyway;
            _anyway = true;
            try
            {
                Transact(change);
            }
            finally
            {
                _anyway = outer;
            }
        }
    }

    /// <summary>Makes changes, reads what comes of them, and undoes them all; nobody else sees them.</summary>
    /// <exception cref="InvalidOperationException">A transaction is open.</exception>
    public T Imagine<T>(Func<T> change)
    {
        lock (_gate)
        {
            if (_depth > 0)
            {
                throw new InvalidOperationException("Changes of an open transaction would be undone too.");
            }
            _depth++;
            try
            {
                return change();
            }
            finally
            {
                Rollback();
                _depth--;
            }
        }
    }

    /// <summary>
    /// Lets an effect outside the store, such as a started program, wait until the changes that it belongs to are stored; it never happens
    /// if they are undone.
    /// </summary>
    public void WhenKept(Action effect) => Later(_kept, effect, now: true);

    /// <summary>Takes back what cannot wait, such as a count, if the changes that it belongs to are undone.</summary>
    public void WhenUndone(Action effect) => Later(_undone, effect, now: false);

    internal StoredResource? Find(string id)
    {
        lock (_gate)
        {
            if (_documents.TryGetValue(id.ToLowerInvariant(), out StoredResource? found))
            {
                return found;
            }
        }
        Foresight.Missed(id);
        return null;
    }

    internal void Put(StoredResource resource) => Change(resource.Key, resource);

    public void Remove(string id) => Change(id.ToLowerInvariant(), null);

    /// <summary>
    /// Updates a copy of the body and of the hidden part and stores it. Does nothing when the document no longer exists.
    /// </summary>
    public void Update(string id, Action<JsonObject, JsonObject> change) =>
        Transact(() =>
        {
            if (Find(id) is not { } old)
            {
                return;
            }
            JsonObject body = (JsonObject)old.Body.DeepClone();
            JsonObject hidden = (JsonObject?)old.Hidden?.DeepClone() ?? [];
            change(body, hidden);
            Put(old with { Body = body, Hidden = hidden.Count == 0 ? null : hidden });
        });

    /// <summary>Documents whose key starts with the prefix, in order.</summary>
    internal List<StoredResource> Under(string prefix)
    {
        string from = prefix.ToLowerInvariant();
        Foresight.Searched(from);
        lock (_gate)
        {
            return [.. _keys.GetViewBetween(from, from + '\uffff').Select(k => _documents[k])];
        }
    }

    /// <summary>Like <see cref="Under"/>, but lazy; concurrent changes may or may not be visible.</summary>
    internal IEnumerable<StoredResource> Walk(string prefix)
    {
        const int Little = 64;
        string from = prefix.ToLowerInvariant();
        string end = from + '\uffff';
        List<StoredResource> some;
        do
        {
            lock (_gate)
            {
                some = [.. _keys.GetViewBetween(from, end).Take(Little).Select(k => _documents[k])];
            }
            foreach (StoredResource document in some)
            {
                yield return document;
            }
            from = some.Count == 0 ? end : some[^1].Key + '\0';
        } while (some.Count == Little);
    }

    /// <summary>All documents of one type, in order of id.</summary>
    internal List<StoredResource> OfType(string type)
    {
        lock (_gate)
        {
            return _byType.TryGetValue(type, out SortedSet<string>? set) ? [.. set.Select(k => _documents[k])] : [];
        }
    }

    public string? FirstKey(string prefix)
    {
        lock (_gate)
        {
            return _keys.GetViewBetween(prefix, prefix + '\uffff').Min;
        }
    }

    public void Dispose() => _journal?.Dispose();

    private void Change(string key, StoredResource? value) =>
        Transact(() =>
        {
            _undo.TryAdd(key, _documents.GetValueOrDefault(key));
            Set(key, value);
        });

    private void Set(string key, StoredResource? value)
    {
        if (_documents.Remove(key, out StoredResource? old))
        {
            _byType[old.Type].Remove(key);
            _keys.Remove(key);
        }
        if (value is null)
        {
            return;
        }
        _documents[key] = value;
        _keys.Add(key);
        if (!_byType.TryGetValue(value.Type, out SortedSet<string>? set))
        {
            _byType[value.Type] = set = new SortedSet<string>(StringComparer.Ordinal);
        }
        set.Add(key);
    }

    private void Load(string key, StoredResource? value) => Set(key, value);

    private void Commit()
    {
        if (_undo.Count > 0)
        {
            try
            {
                _journal?.Append(_undo.Keys.Union(_unsaved).Select(k => (k, _documents.GetValueOrDefault(k))));
                _unsaved.Clear();
            }
            catch (Exception e) when (_anyway && e is (IOException or UnauthorizedAccessException))
            {
                Bug.Trace(e);
                _unsaved.UnionWith(_undo.Keys);
                _undo.Clear();
                return;
            }
            _undo.Clear();
            _journal?.CompactWhenLarge(_documents.Values);
        }
    }

    private void Later(List<Action> list, Action effect, bool now)
    {
        lock (_gate)
        {
            if (_depth > 0)
            {
                list.Add(effect);
                return;
            }
        }
        if (now)
        {
            effect();
        }
    }

    private void Tell(List<Action> effects)
    {
        Action[] all = [.. effects];
        _kept.Clear();
        _undone.Clear();
        Array.ForEach(all, effect => effect());
    }

    private void Rollback()
    {
        foreach ((string? key, StoredResource? old) in _undo)
        {
            Set(key, old);
        }
        _undo.Clear();
        Tell(_undone);
    }
}
