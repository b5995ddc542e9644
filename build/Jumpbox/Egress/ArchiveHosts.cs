using Jumpbox.Settings;

namespace Jumpbox.Egress;

/// <summary>
/// The hosts from which an Ubuntu image on Azure reads its packages. The steps read the snapshot instead, unless a mirror
/// replaces one of them. Source: Ubuntu's marketplace images, <c>/etc/apt/sources.list.d</c>.
/// </summary>
internal static class ArchiveHosts
{
    // arm64 is a port of Ubuntu, which Azure's own mirror does not have.
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
