using Jumpbox.Settings;

namespace Jumpbox.Egress;

/// <summary>
/// Where an Ubuntu image on Azure reads its packages: the steps read the snapshot in their place, unless a mirror stands for
/// one of them. Source: Ubuntu's marketplace images, <c>/etc/apt/sources.list.d</c>.
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
}
