namespace Jumpbox.Tools;

/// <summary>How versions are resolved.</summary>
/// <param name="MinimumAge">How long a release must be out.</param>
/// <param name="Download">Whether every file is also downloaded and hashed.</param>
/// <param name="Progress">Told about downloads, or null.</param>
public sealed record ResolveOptions(TimeSpan MinimumAge, bool Download, IProgress<DownloadProgress>? Progress = null);
