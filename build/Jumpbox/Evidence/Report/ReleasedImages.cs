namespace Jumpbox.Evidence.Report;

/// <summary>The other images of the place that the cloud shows as released, whatever became of their evidence.</summary>
/// <param name="Found">Id and day of each, the last one first.</param>
/// <param name="Unread">Why the cloud does not say it; null if it does.</param>
public sealed record ReleasedImages(IReadOnlyList<string> Found, string? Unread = null);
