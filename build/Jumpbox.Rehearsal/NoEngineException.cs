namespace Jumpbox.Rehearsal;

/// <summary>No engine of this machine can run the rehearsal. The message has the reason for each.</summary>
public sealed class NoEngineException : Exception
{
    /// <summary>A machine without a usable engine.</summary>
    /// <param name="message">The reasons, and what to do.</param>
    public NoEngineException(string message)
        : base(message) { }
}
