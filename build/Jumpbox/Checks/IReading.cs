namespace Jumpbox.Checks;

/// <summary>A fact that was asked for, whatever its type.</summary>
public interface IReading
{
    /// <summary>What became of it.</summary>
    ReadingState State { get; }

    /// <summary>What was asked: a resource id or a path, for messages.</summary>
    string Source { get; }

    /// <summary>Why it could not be read, or null.</summary>
    string? Reason { get; }
}
