using System.Collections.Concurrent;

namespace Jumpbox.Reachability;

/// <summary>Answers that are worked out once, because hosts and checks share them.</summary>
/// <typeparam name="TKey">What is asked.</typeparam>
/// <typeparam name="TValue">The answer.</typeparam>
internal sealed class Cache<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _answers = new();

    /// <summary>The answer, worked out at the first call.</summary>
    public TValue Get(TKey key, Func<TKey, TValue> work) => _answers.GetOrAdd(key, work);
}
