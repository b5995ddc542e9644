namespace Jumpbox.Evidence;

/// <summary>One tool in an image.</summary>
/// <param name="Name">The tool's name in the catalogue.</param>
/// <param name="Version">The pinned version.</param>
/// <param name="Sha256">The SHA-256 of the file that it was installed from, 64 lower-case hexadecimal digits.</param>
public sealed record RecordedTool(string Name, string Version, string Sha256);
