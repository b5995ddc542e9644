namespace Jumpbox.Tools;

/// <summary>How the program is taken out of its file.</summary>
/// <param name="Form">The form of the file.</param>
/// <param name="Path">
/// The program's path inside the archive, with the placeholders of <see cref="ToolDefinition.Expand"/>; null for the forms
/// that are no archives.
/// </param>
public sealed record UnpackRule(UnpackForm Form, string? Path);
