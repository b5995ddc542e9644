using System.Security.Cryptography;
using System.Text;

namespace Jumpbox.Rehearsal;

/// <summary>How to build the image for a container engine. Equal recipes share one image.</summary>
/// <param name="Suite">Ubuntu's code name, which is also a tag of its image.</param>
internal sealed record ContainerRecipe(string Suite)
{
    /// <summary>Ubuntu's image. Source: Docker Hub, the official image <c>ubuntu</c>.</summary>
    public string From => $"docker.io/library/ubuntu:{Suite}";

    /// <summary>The name of the prepared image.</summary>
    public string Image =>
        $"jumpbox-rehearsal:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(BuildFile)))[..16]}";

    /// <summary>
    /// The build file: the packages of a cloud image and its preparation. The script is embedded as one word, so that
    /// no build context is needed.
    /// </summary>
    public string BuildFile =>
        $"FROM {From}\n"
        + "RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "
        + string.Join(' ', BaseRecipe.Packages)
        + " && rm -rf /var/lib/apt/lists/*\n"
        + $"RUN echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(BaseRecipe.Preparation))} | base64 -d | sh -s -- /\n";
}
