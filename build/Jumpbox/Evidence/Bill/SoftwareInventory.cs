using Jumpbox.Customizer;
using Jumpbox.Evidence.Log;

namespace Jumpbox.Evidence.Bill;

/// <summary>The contents of an image, as packages of its bill.</summary>
internal sealed class BillContents(SpdxIds ids, RenderedContents contents)
{
    private readonly SortedSet<string> _own = new(StringComparer.Ordinal);

    public IEnumerable<SpdxPackage> Tools() =>
        contents.Tools.Select(tool => new SpdxPackage(
            ids.Next("Package-Tool", tool.Name),
            tool.Name,
            tool.Version,
            "APPLICATION"
        )
        {
            Sha256 = tool.Sha256,
            Licence = tool.Licence,
            Homepage = $"https://github.com/{tool.Repository}",
            Location = tool.Url,
            FileName = tool.FileName,
            Url = PackageUrl.Of(tool, contents.Architecture),
            Source = tool.Commit is { } commit ? $"git commit {commit}" : null,
        });

    public IEnumerable<SpdxPackage> Packages(IReadOnlyList<LogPackage> packages)
    {
        // A tool that is installed as a package is listed once, as the tool.
        HashSet<(string?, string?)> tools = [.. contents.Tools.Select(tool => (tool.Package, tool.PackageVersion))];
        return packages
            .Where(package => !tools.Contains((package.Name, package.Version)))
            .OrderBy(package => package.Name, StringComparer.Ordinal)
            .ThenBy(package => package.Architecture, StringComparer.Ordinal)
            .Select(Package);
    }

    /// <summary>
    /// The operating system, by the identifier, name and version by which Trivy recognises it; null for a suite whose version
    /// is not known. Source: aquasecurity/trivy, sbom/spdx/unmarshal.go and sbom/io/decode.go.
    /// </summary>
    public SpdxPackage? OperatingSystem() =>
        UbuntuRelease.VersionOf(contents.Suite) is { } version
            ? new SpdxPackage(ids.Next("OperatingSystem", "ubuntu"), "ubuntu", version, "OPERATING_SYSTEM")
            : null;

    /// <summary>The ids of licences that the SPDX License List does not have; known once all packages were enumerated.</summary>
    public IReadOnlyCollection<string> OwnLicences => _own;

    private SpdxPackage Package(LogPackage package)
    {
        DebianLicences? licences = DebianLicences.Parse(package.Licences);
        _own.UnionWith(licences?.Own ?? []);
        return new SpdxPackage(ids.Next("Package", package.Name), package.Name, package.Version, "LIBRARY")
        {
            Url = PackageUrl.OfDebian(package, UbuntuRelease.VersionOf(contents.Suite)),
            // Trivy reads the source package from this sentence. Source: aquasecurity/trivy, sbom/spdx/unmarshal.go.
            Source =
                package.Source.Length > 0
                    ? $"built package from: {package.Source} {(package.SourceVersion.Length > 0 ? package.SourceVersion : package.Version)}"
                    : null,
            Licence = licences?.Expression,
            LicenceComment = licences?.Comment,
        };
    }
}
