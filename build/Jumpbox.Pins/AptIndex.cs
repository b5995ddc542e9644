using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>
/// Reads the indexes of an apt repository. Source of the format: Debian wiki, "Debian Repository Format".
/// </summary>
internal static class AptIndex
{
    /// <summary>Returns the SHA-256 of an index file from a release file.</summary>
    /// <exception cref="PinSourceException">The release file is for another suite, or does not list it.</exception>
    public static string DigestOf(string release, string suite, string path)
    {
        string[] lines = release.Split('\n');
        if (!lines.Any(line => line.TrimEnd() == $"Codename: {suite}" || line.TrimEnd() == $"Suite: {suite}"))
        {
            throw new PinSourceException($"the signed release file is not for suite {suite}");
        }
        string? entry = lines
            .SkipWhile(line => line.TrimEnd() != "SHA256:")
            .Skip(1)
            .TakeWhile(line => line.StartsWith(' '))
            .FirstOrDefault(line => line.TrimEnd().EndsWith(' ' + path, StringComparison.Ordinal));
        string? digest = entry?.Trim().Split(' ')[0];
        return digest is not null && PinText.IsSha256(digest)
            ? digest
            : throw new PinSourceException($"the signed release file of suite {suite} does not list {path}");
    }

    /// <summary>Finds a package's version in a Packages index.</summary>
    /// <returns>The package, or null if the index does not have this version.</returns>
    /// <exception cref="PinSourceException">The entry exists but cannot be used.</exception>
    public static AptPackage? Find(AptSource apt, string packages, string version, string architecture, string indexUrl)
    {
        foreach (string text in packages.Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n"))
        {
            AptStanza stanza = new(text.TrimStart('\n'));
            if (
                stanza.Text("Package") == apt.Package
                && stanza.Text("Version") == version
                && (stanza.Text("Architecture") is "all" || stanza.Text("Architecture") == architecture)
            )
            {
                return Package(apt, stanza, version, indexUrl);
            }
        }
        return null;
    }

    private static AptPackage Package(AptSource apt, AptStanza stanza, string version, string indexUrl)
    {
        string url = $"{apt.Repository}/{stanza.Filename}";
        string sha256 = stanza.Sha256;
        return PinText.IsUrl(url) && PinText.IsSha256(sha256) && stanza.Size > 0
            ? new AptPackage(url, stanza.Size, sha256, indexUrl)
            : throw new PinSourceException(
                $"the index {indexUrl} lists {apt.Package} {version} without a usable Filename, Size or SHA256 ('{PinText.Show(url)}', '{PinText.Show(sha256)}')"
            );
    }
}

/// <summary>A package as a signed apt index states it.</summary>
/// <param name="Url">Where the package file is.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="IndexUrl">The index that states this.</param>
internal sealed record AptPackage(string Url, long Size, string Sha256, string IndexUrl);
