namespace Jumpbox.Tools;

/// <summary>A package as a signed apt index states it.</summary>
/// <param name="Url">Where the package file is.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="IndexUrl">The index that says so.</param>
internal sealed record AptPackage(string Url, long Size, string Sha256, string IndexUrl);
