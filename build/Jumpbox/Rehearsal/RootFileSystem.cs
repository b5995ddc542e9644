namespace Jumpbox.Rehearsal;

/// <summary>An unpacked base that overlays are laid over and nobody writes to.</summary>
/// <param name="Folder">The absolute path.</param>
/// <param name="Description">What it is, for the log: distribution, release, code name.</param>
/// <param name="Suite">The code name, for example <c>noble</c>.</param>
internal sealed record RootFileSystem(string Folder, string Description, string Suite);
