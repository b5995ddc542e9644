namespace Jumpbox.Azure;

/// <summary>A log that Azure keeps in the staging group's storage after a build.</summary>
/// <param name="Name">For example <c>customization.log</c>.</param>
/// <param name="Folder">The folder of the build, a GUID.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="LastModified">When it was written last.</param>
/// <param name="AccountId">The storage account.</param>
public sealed record StoredLog(string Name, string Folder, long Size, DateTimeOffset? LastModified, string AccountId);
