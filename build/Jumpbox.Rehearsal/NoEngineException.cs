namespace Jumpbox.Rehearsal;

/// <summary>No engine of this machine can run the rehearsal. The message has the reason for each.</summary>
/// <param name="message">The reasons, and what to do.</param>
public sealed class NoEngineException(string message) : Exception(message) { }
