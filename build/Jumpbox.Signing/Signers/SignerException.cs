namespace Jumpbox.Signing.Signers;

/// <summary>Evidence could not be signed. The message states what failed and what to do.</summary>
/// <param name="message">The message.</param>
/// <param name="inner">The cause.</param>
public sealed class SignerException(string message, Exception? inner = null) : Exception(message, inner);
