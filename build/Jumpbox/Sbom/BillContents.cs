using Jumpbox.Evidence;
using Jumpbox.Tools;

namespace Jumpbox.Sbom;

/// <summary>What is inside an image, as packages of its bill.</summary>
internal sealed class BillContents(SpdxIds ids, ImageRecord image, Pins pins)
{
    private string? Suite =>
        pins.Catalogue.FindBaseImage(image.BaseImage.Publisher, image.BaseImage.Offer, image.BaseImage.Sku)?.Suite;

    public IEnumerable<SpdxPackage> Tools() => image.Tools.Select(Tool);

    public IEnumerable<SpdxPackage> Packages(IReadOnlyList<LogPackage> packages)
    {
        HashSet<(string, string)> tools = [.. image.Tools.Select(Installed).OfType<(string, string)>()];
        return packages
            .Where(package => !tools.Contains((package.Name, package.Version)))
            .OrderBy(package => package.Name, StringComparer.Ordinal)
            .ThenBy(package => package.Architecture, StringComparer.Ordinal)
            .Select(package => new SpdxPackage(ids.Next("Deb", package.Name), package.Name, package.Version, "LIBRARY")
            {
                Url = PackageUrl.OfDebian(package.Name, package.Version, package.Architecture, Suite),
            });
    }

    private SpdxPackage Tool(RecordedTool tool)
    {
        SpdxPackage package = new(ids.Next("Tool", tool.Name), tool.Name, tool.Version, "APPLICATION")
        {
            Sha256 = tool.Sha256,
        };
        ToolDefinition? definition = pins.Catalogue.Find(tool.Name);
        (LockedTool Pin, LockedArtifact File)? pinned = Pinned(tool);
        if (definition is null)
        {
            return package;
        }
        package = package with
        {
            Licence = definition.Licence,
            Homepage = $"https://github.com/{definition.Repository}",
        };
        return pinned is not { } found
            ? package
            : package with
            {
                Location = found.File.Url,
                FileName = found.File.FileName,
                Url = PackageUrl.Of(definition, found.Pin, found.File),
                Source = found.Pin.Commit is { } commit ? $"git commit {commit}" : null,
            };
    }

    // A tool that comes as a package is told once, as the tool.
    private (string, string)? Installed(RecordedTool tool) =>
        pins.Catalogue.Find(tool.Name)?.Apt is { } apt && Pinned(tool)?.File.PackageVersion is { } version
            ? (apt.Package, version)
            : null;

    private (LockedTool Pin, LockedArtifact File)? Pinned(RecordedTool tool)
    {
        LockedTool? pin = pins.Lock.Find(tool.Name);
        LockedArtifact? file = pin?.Artifacts.FirstOrDefault(one => one.Sha256 == tool.Sha256);
        return file is null ? null : (pin!, file);
    }
}
