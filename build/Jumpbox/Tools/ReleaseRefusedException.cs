namespace Jumpbox.Tools;

/// <summary>A release is not complete. The next older one is tried; the message is the reason.</summary>
internal sealed class ReleaseRefusedException(string reason) : Exception(reason);
