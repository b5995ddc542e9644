using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpbox.Evidence;

namespace Jumpbox.Customizer;

/// <summary>One tool as the steps install it.</summary>
/// <param name="Name">Its name in the catalogue.</param>
/// <param name="Version">The pinned version.</param>
/// <param name="Licence">Its SPDX licence, from the catalogue.</param>
/// <param name="Repository">Its repository on GitHub.</param>
/// <param name="Tag">The git tag of the release.</param>
/// <param name="Commit">The commit of the tag; null if unknown.</param>
/// <param name="Url">Where the publisher offers the file.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="Sha256">The file's SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="Package">The Debian package; null for a program.</param>
/// <param name="PackageVersion">The version as apt spells it; null for a program.</param>
/// <param name="AptRepository">The publisher's apt repository; null for a program.</param>
/// <param name="Verified">How the digest was confirmed, for example <c>checksumFile</c>.</param>
public sealed record RenderedTool(
    string Name,
    string Version,
    string Licence,
    string Repository,
    string Tag,
    string? Commit,
    string Url,
    string FileName,
    string Sha256,
    string? Package,
    string? PackageVersion,
    string? AptRepository,
    IReadOnlyList<string> Verified
)
{
    /// <summary>Vendor and product by which the National Vulnerability Database names it; null if unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cpe { get; init; }

    /// <summary>The tool as the gate document records it.</summary>
    public RecordedTool Recorded => new(Name, Version, Sha256);

    internal static RenderedTool Of(SelectedTool tool) =>
        new(
            tool.Name,
            tool.Pin.Version,
            tool.Definition.Licence,
            tool.Definition.Repository,
            tool.Pin.Tag,
            tool.Pin.Commit,
            tool.File.Url,
            tool.File.FileName,
            tool.File.Sha256,
            tool.Definition.Apt?.Package,
            tool.Definition.Apt is null ? null : tool.File.PackageVersion ?? tool.Pin.Version,
            tool.Definition.Apt?.Repository,
            [
                .. tool
                    .File.Verified.Select(one => JsonNamingPolicy.CamelCase.ConvertName(one.Kind.ToString()))
                    .Distinct(),
            ]
        )
        {
            Cpe = tool.Definition.Cpe,
        };
}
