namespace Jumpbox.Checks;

/// <summary>
/// A fact that was requested. A check that uses the value of an unreadable fact cannot pass by mistake:
/// <see cref="Value"/> throws, and the check becomes "unknown" or "skipped".
/// </summary>
/// <typeparam name="T">The fact.</typeparam>
public sealed class Reading<T> : IReading
{
    private readonly T? _value;

    internal Reading(ReadingState state, string source, T? value, string? reason) =>
        (State, Source, _value, Reason) = (state, source, value, reason);

    /// <inheritdoc/>
    public ReadingState State { get; }

    /// <inheritdoc/>
    public string Source { get; }

    /// <inheritdoc/>
    public string? Reason { get; }

    /// <summary>Whether the fact exists.</summary>
    /// <exception cref="MissingFactException">It could not be read.</exception>
    public bool Exists =>
        State == ReadingState.Unreadable ? throw new MissingFactException(this) : State == ReadingState.Present;

    /// <summary>The fact.</summary>
    /// <exception cref="MissingFactException">It does not exist or could not be read.</exception>
    public T Value => State == ReadingState.Present ? _value! : throw new MissingFactException(this);

    /// <summary>The fact, or null if it does not exist.</summary>
    /// <exception cref="MissingFactException">It could not be read.</exception>
    public T? ValueOrDefault => Exists ? _value : default;
}

/// <summary>A fact that was requested, of any type.</summary>
internal interface IReading
{
    /// <summary>Whether it was read.</summary>
    ReadingState State { get; }

    /// <summary>What was read: a resource id or a path, for messages.</summary>
    string Source { get; }

    /// <summary>Why it could not be read, or null.</summary>
    string? Reason { get; }
}

/// <summary>The outcome of an attempt to read a fact.</summary>
public enum ReadingState
{
    /// <summary>It was read.</summary>
    Present,

    /// <summary>The service reports that it does not exist.</summary>
    Absent,

    /// <summary>It could not be read: missing permission, or the service did not respond.</summary>
    Unreadable,
}
