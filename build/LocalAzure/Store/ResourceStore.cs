using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace LocalAzure.Store;

/// <summary>
/// All state, ordered by lower-case id so that "everything below" is a range and not a scan. Every change happens in a
/// transaction: either all of a request's changes are journaled in one line, or none is kept.
/// </summary>
internal sealed class ResourceStore : IDisposable
{
    private readonly Dictionary<string, StoredResource> documents = new(StringComparer.Ordinal);
    private readonly SortedSet<string> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> byType = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock gate = new();
    private readonly Journal? journal;
    private readonly Dictionary<string, StoredResource?> undo = new(StringComparer.Ordinal);
    private int depth;

    public ResourceStore(string? folder)
    {
        if (folder is null)
        {
            return;
        }
        journal = Journal.Open(folder, Load);
    }

    /// <summary>How many documents there are, internal ones included.</summary>
    public int Count => documents.Count;

    public T Transact<T>(Func<T> change)
    {
        lock (gate)
        {
            depth++;
            try
            {
                T? result = change();
                if (depth == 1)
                {
                    Commit();
                }
                return result;
            }
            catch when (depth == 1)
            {
                Rollback();
                throw;
            }
            finally
            {
                depth--;
            }
        }
    }

    public void Transact(Action change) =>
        Transact(() =>
        {
            change();
            return true;
        });

    public StoredResource? Find(string id)
    {
        lock (gate)
        {
            return documents.GetValueOrDefault(id.ToLowerInvariant());
        }
    }

    public bool TryFind(string id, [NotNullWhen(true)] out StoredResource? found) => (found = Find(id)) is not null;

    public void Put(StoredResource resource) => Change(resource.Key, resource);

    public void Remove(string id) => Change(id.ToLowerInvariant(), null);

    /// <summary>Changes a copy of the body and of the hidden part and puts it. Nothing happens when it is gone.</summary>
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

    /// <summary>Documents whose key begins with the prefix, in order.</summary>
    public List<StoredResource> Under(string prefix)
    {
        string from = prefix.ToLowerInvariant();
        lock (gate)
        {
            return [.. keys.GetViewBetween(from, from + '\uffff').Select(k => documents[k])];
        }
    }

    /// <summary>
    /// The same as <see cref="Under"/>, read a little at a time as far as it is asked for; what changes meanwhile may or
    /// may not be seen.
    /// </summary>
    public IEnumerable<StoredResource> Walk(string prefix)
    {
        const int Little = 64;
        string from = prefix.ToLowerInvariant();
        string end = from + '\uffff';
        List<StoredResource> some;
        do
        {
            lock (gate)
            {
                some = [.. keys.GetViewBetween(from, end).Take(Little).Select(k => documents[k])];
            }
            foreach (StoredResource document in some)
            {
                yield return document;
            }
            from = some.Count == 0 ? end : some[^1].Key + '\0';
        } while (some.Count == Little);
    }

    /// <summary>All documents of one type, in order of id.</summary>
    public List<StoredResource> OfType(string type)
    {
        lock (gate)
        {
            return byType.TryGetValue(type, out SortedSet<string>? set) ? [.. set.Select(k => documents[k])] : [];
        }
    }

    public string? FirstKey(string prefix)
    {
        lock (gate)
        {
            return keys.GetViewBetween(prefix, prefix + '\uffff').Min;
        }
    }

    public void Dispose() => journal?.Dispose();

    private void Change(string key, StoredResource? value) =>
        Transact(() =>
        {
            undo.TryAdd(key, documents.GetValueOrDefault(key));
            Set(key, value);
        });

    private void Set(string key, StoredResource? value)
    {
        if (documents.Remove(key, out StoredResource? old))
        {
            byType[old.Type].Remove(key);
            keys.Remove(key);
        }
        if (value is null)
        {
            return;
        }
        documents[key] = value;
        keys.Add(key);
        if (!byType.TryGetValue(value.Type, out SortedSet<string>? set))
        {
            byType[value.Type] = set = new SortedSet<string>(StringComparer.Ordinal);
        }
        set.Add(key);
    }

    private void Load(string key, StoredResource? value) => Set(key, value);

    private void Commit()
    {
        if (undo.Count > 0)
        {
            journal?.Append(undo.Keys.Select(k => (k, documents.GetValueOrDefault(k))));
            undo.Clear();
            journal?.CompactWhenLarge(documents.Values);
        }
    }

    private void Rollback()
    {
        foreach ((string? key, StoredResource? old) in undo)
        {
            Set(key, old);
        }
        undo.Clear();
    }
}
