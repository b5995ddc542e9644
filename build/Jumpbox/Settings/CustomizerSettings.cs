namespace Jumpbox.Settings;

/// <summary>How the operating system of the image is prepared.</summary>
/// <param name="Upgrade">Whether all packages are upgraded to the locked snapshot of the archive.</param>
public sealed record CustomizerSettings(bool Upgrade);
