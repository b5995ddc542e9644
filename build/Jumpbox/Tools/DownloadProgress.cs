namespace Jumpbox.Tools;

/// <summary>How far a download is.</summary>
/// <param name="Url">The file's original URL.</param>
/// <param name="Bytes">How many bytes are there.</param>
/// <param name="Total">How many there will be, or null where the server does not say.</param>
public sealed record DownloadProgress(string Url, long Bytes, long? Total);
