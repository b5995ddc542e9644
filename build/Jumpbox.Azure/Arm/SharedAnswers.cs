using System.Collections.Concurrent;
using Azure;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// The responses to the questions of a run of several images to one cloud: the same question is sent once, as long as its response is
/// recent. Only for facts that the run itself does not change, such as providers, policies, quota and networks.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class SharedAnswers(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Question> _asked = new(StringComparer.Ordinal);

    /// <summary>Forgets all, because something was changed.</summary>
    public void Forget() => _asked.Clear();

    /// <summary>Returns the response to a question, asked once, with its body as JSON. A failure is not kept.</summary>
    /// <param name="question">Method, address and content.</param>
    /// <param name="ask">Asks it, for all images: none of them cancels it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal Task<(Response Raw, string? Body)> GetAsync(
        string question,
        Func<Task<(Response Raw, string? Body)>> ask,
        CancellationToken cancellationToken
    )
    {
        if (_asked.TryGetValue(question, out Question? old) && time.GetElapsedTime(old.Asked) > Limits.SharedFact)
        {
            _asked.TryRemove(KeyValuePair.Create(question, old));
        }
        return _asked
            .GetOrAdd(question, _ => new Question(time.GetTimestamp(), () => AskAsync(question, ask)))
            .Answer.Value.WaitAsync(cancellationToken);
    }

    private async Task<(Response Raw, string? Body)> AskAsync(
        string question,
        Func<Task<(Response Raw, string? Body)>> ask
    )
    {
        try
        {
            return await ask();
        }
        catch
        {
            _asked.TryRemove(question, out _);
            throw;
        }
    }

    private sealed class Question(long asked, Func<Task<(Response Raw, string? Body)>> ask)
    {
        public long Asked => asked;

        public Lazy<Task<(Response Raw, string? Body)>> Answer { get; } = new(ask);
    }
}
