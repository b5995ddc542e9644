using Jumpbox.Boundaries;

namespace Jumpbox.Journaling;

/// <summary>
/// The changes that the runs in one folder requested from a cloud: each intent is on disk before its request, each outcome
/// after it. Created with the first intent; used by one process at a time. The tokens of running Azure operations are secrets
/// and are stored next to it until the operation ends, readable by their owner only.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly string _path;
    private readonly OperationTokens _tokens;
    private readonly JournalFile _file;
    private readonly TimeProvider _time;
    private readonly string _target;
    private readonly List<JournaledEffect> _effects;
    private readonly Lock _gate = new();

    private Journal(
        string folder,
        JournalConfiguration configuration,
        string target,
        TimeProvider time,
        string operations
    )
    {
        _path = System.IO.Path.Combine(folder, configuration.FileName);
        _target = target;
        _time = time;
        JournalContent content = File.Exists(_path)
            ? JournalText.Read(_path, File.ReadAllBytes(_path), configuration)
            : new JournalContent([], 0);
        _effects = [.. content.Effects];
        _file = new JournalFile(_path, configuration, content.CompleteBytes);
        _tokens = new OperationTokens(operations, $"{configuration.Cloud}-{configuration.Key}");
    }

    /// <summary>The journal's file.</summary>
    public string Path => _path;

    /// <summary>Every effect so far, this run's included, in order.</summary>
    public IReadOnlyList<JournaledEffect> Effects
    {
        get
        {
            lock (_gate)
            {
                return [.. _effects];
            }
        }
    }

    /// <summary>Reads the journal of a configuration without writing.</summary>
    /// <param name="folder">The folder of journals.</param>
    /// <param name="configuration">The configuration that the journal must belong to.</param>
    /// <param name="target">The target of this run.</param>
    /// <param name="time">The clock for the times in it.</param>
    /// <param name="operations">
    /// The folder for the signed, secret URLs of running operations; null for a subfolder of the journal's folder.
    /// </param>
    /// <exception cref="JournalException">
    /// It belongs to another configuration, has a newer version, or is damaged.
    /// </exception>
    public static Journal Open(
        string folder,
        JournalConfiguration configuration,
        string target,
        TimeProvider time,
        string? operations = null
    )
    {
        try
        {
            return new Journal(
                folder,
                configuration,
                target,
                time,
                operations ?? System.IO.Path.Combine(folder, "operations")
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                $"The journal in '{folder}' cannot be read: {error.Message} No request was sent to the cloud. Check the folder's permissions.",
                atOpening: true,
                error
            );
        }
    }

    /// <summary>Records an intended request. When this returns, it is on disk.</summary>
    /// <param name="asked">The request, continuing "could not".</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The resource's id, optionally followed by an action.</param>
    /// <param name="content">The SHA-256 of the body as hex; null without one.</param>
    /// <param name="before">The state before; null if it is irrelevant.</param>
    /// <returns>The effect's number.</returns>
    /// <exception cref="JournalException">It could not be written: then nothing may be requested.</exception>
    public int Intend(string asked, string method, string path, string? content, string? before)
    {
        lock (_gate)
        {
            int number = _effects.Count == 0 ? 1 : _effects[^1].Number + 1;
            JournaledEffect effect = new(
                number,
                _time.GetUtcNow(),
                _target,
                asked,
                method,
                path,
                content,
                before,
                EffectState.Intended,
                null,
                []
            );
            Append(
                new JournalEntry(number, effect.At, EffectState.Intended)
                {
                    Target = _target,
                    Asked = asked,
                    Method = method,
                    Id = path,
                    Content = content,
                    Before = before,
                },
                $"No request was sent: the intent to {asked} could not be recorded"
            );
            _effects.Add(effect);
            return number;
        }
    }

    /// <summary>
    /// Records that the operation is running. The token is on disk before the line that refers to it.
    /// </summary>
    /// <param name="number">The effect.</param>
    /// <param name="token">The token that continues the operation; a secret.</param>
    /// <exception cref="JournalException">It could not be written.</exception>
    public void Accept(int number, string token)
    {
        // The end of another operation deletes the files of all tokens that it does not know of.
        lock (_gate)
        {
            try
            {
                _tokens.Keep(number, token);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw Unwritable("The operation is running in Azure, but its token could not be saved", error);
            }
            Outcome(number, EffectState.Accepted, null, null);
        }
    }

    /// <summary>Records the outcome of an effect.</summary>
    /// <param name="number">The effect.</param>
    /// <param name="state">The outcome.</param>
    /// <param name="why">Why it failed or is unknown.</param>
    /// <param name="made">The ids of the created resources.</param>
    /// <exception cref="JournalException">It could not be written.</exception>
    public void Settle(int number, EffectState state, string? why = null, IReadOnlyList<string>? made = null)
    {
        lock (_gate)
        {
            Outcome(number, state, why, made);
            if (state is EffectState.Done or EffectState.Failed)
            {
                _tokens.ForgetAllBut(Open().Select(effect => effect.Number));
            }
        }
    }

    /// <summary>Finds the newest effect of this kind on a resource, if its outcome is unknown.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The resource's id, optionally followed by an action.</param>
    public JournaledEffect? FindOpen(string method, string path) =>
        Open().LastOrDefault(effect => effect.Method == method && Same(effect.Path, path));

    /// <summary>Returns the token that an earlier process saved to continue an operation; null without one.</summary>
    /// <param name="number">The effect.</param>
    public string? Token(int number) => _tokens.Find(number);

    /// <summary>Whether one of the runs created a resource and none has deleted it since.</summary>
    /// <param name="resourceId">The resource's id.</param>
    public bool HasMade(string resourceId)
    {
        JournaledEffect? last = Effects.LastOrDefault(effect =>
            effect.State is not EffectState.Failed
            && (effect.Method is "PUT" or "DELETE")
            && (Same(effect.Path, resourceId) || effect.Made.Any(made => Same(made, resourceId)))
        );
        return last is { Method: "PUT" } or { Method: "DELETE", IsOpen: true };
    }

    /// <summary>
    /// The effects whose unknown outcome still matters: neither requested again since, nor deleted with their resource.
    /// </summary>
    public IReadOnlyList<JournaledEffect> Open()
    {
        IReadOnlyList<JournaledEffect> all = Effects;
        return
        [
            .. all.Where(effect =>
                effect.IsOpen && !all.Any(later => later.Number > effect.Number && Supersedes(later, effect))
            ),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Outcome(int number, EffectState state, string? why, IReadOnlyList<string>? made)
    {
        lock (_gate)
        {
            int index = _effects.FindIndex(effect => effect.Number == number);
            Append(
                new JournalEntry(number, _time.GetUtcNow(), state)
                {
                    Why = why is null ? null : Redaction.Scrub(why),
                    Made = made is { Count: > 0 } ? made : null,
                },
                $"The outcome of '{_effects[index].Asked}' ({state}) could not be recorded"
            );
            _effects[index] = _effects[index] with { State = state, Why = why, Made = made ?? _effects[index].Made };
        }
    }

    private void Append(JournalEntry entry, string what)
    {
        try
        {
            _file.Append(entry);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(what, error);
        }
    }

    private JournalException Unwritable(string what, Exception error) =>
        new(
            $"{what}: {error.Message} Free disk space or fix the permissions of '{System.IO.Path.GetDirectoryName(_path)}', then run the same "
                + "command again: it continues where this run stopped.",
            atOpening: false,
            error
        );

    private static bool Supersedes(JournaledEffect later, JournaledEffect earlier) =>
        (later.Method == earlier.Method && Same(later.Path, earlier.Path))
        || (
            later is { Method: "DELETE", State: EffectState.Done }
            && (
                Same(later.Path, earlier.Path)
                || earlier.Path.StartsWith(later.Path + "/", StringComparison.OrdinalIgnoreCase)
            )
        );

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
