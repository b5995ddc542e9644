namespace Jumpbox.Rehearsal;

/// <summary>A copy of the root file system of a sandbox for programs of this machine, until the sandbox ends.</summary>
/// <param name="Root">Its path.</param>
/// <param name="Folder">A folder of this machine that disappears with the sandbox and is not visible in it.</param>
/// <param name="Enter">The start of a command line that sees the files with their owners; empty if every command does.</param>
public sealed record OutsideView(string Root, string Folder, IReadOnlyList<string> Enter);
