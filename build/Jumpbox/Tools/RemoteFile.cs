namespace Jumpbox.Tools;

/// <summary>What a server says of a file without sending it.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Size">The length in bytes, or null where the server does not say.</param>
/// <param name="Host">The host that answered in the end, after redirects.</param>
internal sealed record RemoteFile(int Status, long? Size, string Host);
