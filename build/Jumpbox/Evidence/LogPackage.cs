namespace Jumpbox.Evidence;

/// <summary>One Debian package that is installed in the image.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">The version as dpkg spells it.</param>
/// <param name="Architecture">The architecture, or <c>all</c>.</param>
public sealed record LogPackage(string Name, string Version, string Architecture);
