namespace Jumpbox.Tools;

/// <summary>What became of one file of a mirror.</summary>
/// <param name="Url">The file's original URL.</param>
/// <param name="Path">Where it is, relative to the mirror's folder, with slashes.</param>
/// <param name="Sha256">The locked digest.</param>
/// <param name="Fetched">Whether it was downloaded now; otherwise it was there already.</param>
/// <param name="Failure">Why it is not there, or null.</param>
public sealed record MirrorOutcome(string Url, string Path, string Sha256, bool Fetched, string? Failure)
{
    /// <summary>The outcome in one line.</summary>
    public override string ToString() =>
        Failure is null ? $"{(Fetched ? "fetched" : "kept   ")}  {Path}" : $"FAILED   {Failure}";
}
