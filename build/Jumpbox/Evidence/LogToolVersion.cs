namespace Jumpbox.Evidence;

/// <summary>One tool that answered with its locked version inside a machine started from the image.</summary>
/// <param name="Name">The tool's name in the catalogue.</param>
/// <param name="Version">The version.</param>
public sealed record LogToolVersion(string Name, string Version);
