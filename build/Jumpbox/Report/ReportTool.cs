namespace Jumpbox.Report;

/// <summary>One tool in the report.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Version">Its version.</param>
/// <param name="Verified">How its digest was confirmed, in words.</param>
/// <param name="Before">The version in the image before; empty where it is the same or there is none.</param>
/// <param name="Note">What the last check of the lock said of it; empty where it said nothing.</param>
/// <param name="Sha256">The digest of its file.</param>
public sealed record ReportTool(
    string Name,
    string Version,
    string Verified,
    string Before,
    string Note,
    string Sha256
);
