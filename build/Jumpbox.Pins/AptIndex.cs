using System.Globalization;
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
        foreach (string stanza in packages.Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n"))
        {
            Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
            foreach (string line in stanza.Split('\n'))
            {
                int colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0 && !char.IsWhiteSpace(line[0]))
                {
                    _ = fields.TryAdd(line[..colon], line[(colon + 1)..].Trim());
                }
            }
            bool wanted =
                fields.GetValueOrDefault("Package") == apt.Package
                && fields.GetValueOrDefault("Version") == version
                && (
                    fields.GetValueOrDefault("Architecture") is "all"
                    || fields.GetValueOrDefault("Architecture") == architecture
                );
            if (wanted)
            {
                return Package(apt, fields, version, indexUrl);
            }
        }
        return null;
    }

    private static AptPackage Package(AptSource apt, Dictionary<string, string> fields, string version, string indexUrl)
    {
        string url = $"{apt.Repository}/{fields.GetValueOrDefault("Filename")}";
        string sha256 = fields.GetValueOrDefault("SHA256") ?? "";
        bool sized = long.TryParse(
            fields.GetValueOrDefault("Size"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out long size
        );
        return PinText.IsUrl(url) && PinText.IsSha256(sha256) && sized && size > 0
            ? new AptPackage(url, size, sha256, indexUrl)
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
