namespace Jumpbox.Tools;

/// <summary>A file of a GitHub release.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Size">The file's length in bytes.</param>
/// <param name="State"><c>uploaded</c> once the file is whole.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits; null for files from before June 2025.</param>
public sealed record GitHubAsset(string Name, long Size, string State, string? Digest);
