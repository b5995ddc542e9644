namespace Jumpbox.Rehearsal;

/// <summary>One difference between the base and the root file system after the steps.</summary>
/// <param name="Kind"><c>file</c>, <c>folder</c>, <c>link</c> or <c>deleted</c>.</param>
/// <param name="Size">The size in bytes; 0 for all but files.</param>
/// <param name="Path">The absolute path.</param>
public sealed record ChangedFile(string Kind, long Size, string Path);
