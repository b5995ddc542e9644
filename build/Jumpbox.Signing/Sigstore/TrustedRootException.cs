namespace Jumpbox.Signing.Sigstore;

/// <summary>A trusted root could not be read. The message states the file, the reason and what to do.</summary>
/// <param name="message">The message.</param>
/// <param name="inner">The cause.</param>
public sealed class TrustedRootException(string message, Exception inner) : Exception(message, inner);
