namespace Jumpbox.Evidence;

/// <summary>A file of evidence is missing or wrong. The message names the file and says what to do.</summary>
/// <param name="message">What failed, with the file, and the cure.</param>
/// <param name="inner">What lay under it, or null.</param>
public sealed class EvidenceException(string message, Exception? inner = null) : Exception(message, inner);
