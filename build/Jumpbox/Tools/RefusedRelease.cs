namespace Jumpbox.Tools;

/// <summary>A release that was not taken, and why.</summary>
/// <param name="Version">Its version, or its tag where no version could be read from it.</param>
/// <param name="Reason">Why not, as the end of the sentence "not taken because …".</param>
public sealed record RefusedRelease(string Version, string Reason);
