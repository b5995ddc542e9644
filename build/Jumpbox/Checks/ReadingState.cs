namespace Jumpbox.Checks;

/// <summary>What became of the attempt to read a fact.</summary>
public enum ReadingState
{
    /// <summary>It was read.</summary>
    Present,

    /// <summary>The service says that it does not exist.</summary>
    Absent,

    /// <summary>It could not be read: no right to, or the service did not answer.</summary>
    Unreadable,
}
