using Jumpbox.Settings;

namespace Jumpbox.Egress;

/// <summary>
/// Where an Ubuntu image on Azure reads its packages. Source: Ubuntu's marketplace images, <c>/etc/apt/sources.list.d</c>;
/// Ubuntu Server documentation, "Snapshot service".
/// </summary>
internal static class ArchiveHosts
{
    // arm64 is a port to Ubuntu: Azure's own mirror does not carry it.
    public static IReadOnlyList<string> Archives(ImageSettings image) =>
        image.Architecture == "arm64"
            ? ["http://ports.ubuntu.com/ubuntu-ports/"]
            :
            [
                "http://azure.archive.ubuntu.com/ubuntu/",
                "http://archive.ubuntu.com/ubuntu/",
                "http://security.ubuntu.com/ubuntu/",
            ];

    /// <summary>The archive as it was at the lock's time; apt asks it beside the archive itself.</summary>
    public const string Snapshots = "https://snapshot.ubuntu.com/ubuntu/";
}
