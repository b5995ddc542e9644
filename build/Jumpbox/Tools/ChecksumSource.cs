namespace Jumpbox.Tools;

/// <summary>Where a publisher states a file's SHA-256.</summary>
/// <param name="Form">What the checksum file looks like.</param>
/// <param name="Url">
/// The checksum file, with the placeholders of <see cref="ToolDefinition.Expand"/>; <c>{url}</c> is the tool's own URL.
/// </param>
public sealed record ChecksumSource(ChecksumForm Form, string Url);
