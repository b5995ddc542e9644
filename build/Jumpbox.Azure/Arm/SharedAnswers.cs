using System.Collections.Concurrent;
using Azure;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// The responses to the questions of a run of several images: the same question is sent once. Only for facts that the run itself
/// does not change, such as providers, policies, quota and networks.
/// </summary>
public sealed class SharedAnswers
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(Response Raw, string? Body)>>> _asked = new(
        StringComparer.Ordinal
    );

    /// <summary>Forgets all, because something was changed.</summary>
    public void Forget() => _asked.Clear();

    /// <summary>Returns the response to a question, asked once, with its body as JSON. A failure is not kept.</summary>
    /// <param name="question">Method, address and content.</param>
    /// <param name="ask">Asks it.</param>
    internal async Task<(Response Raw, string? Body)> GetAsync(
        string question,
        Func<Task<(Response Raw, string? Body)>> ask
    )
    {
        Lazy<Task<(Response Raw, string? Body)>> asked = _asked.GetOrAdd(question, _ => new(ask));
        try
        {
            return await asked.Value;
        }
        catch
        {
            _asked.TryRemove(KeyValuePair.Create(question, asked));
            throw;
        }
    }
}
