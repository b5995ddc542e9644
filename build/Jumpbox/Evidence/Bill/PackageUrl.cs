using Jumpbox.Customizer;
using Jumpbox.Evidence.Log;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// Package URLs, by which scanners recognise software. Source: package-url/purl-spec, types <c>cargo</c>, <c>deb</c>,
/// <c>generic</c>, <c>github</c>, <c>golang</c> and <c>pypi</c>.
/// </summary>
internal static class PackageUrl
{
    /// <summary>
    /// The URL of an Ubuntu package. The release is <c>ubuntu-24.04</c>, because Grype reads a code name as a distribution, and
    /// <c>upstream</c> is the source package, by which advisories name it. Sources: anchore/grype, distro/distro.go and
    /// pkg/purl_provider.go; google/osv-scalibr, purl/ecosystem.
    /// </summary>
    public static string OfDebian(LogPackage package, string? release) =>
        $"pkg:deb/ubuntu/{Escape(package.Name)}@{Escape(package.Version)}?arch={Escape(package.Architecture)}"
        + (release is null ? "" : $"&distro=ubuntu-{Escape(release)}")
        + Upstream(package);

    /// <summary>
    /// The URL of a Debian package that is not of Ubuntu's archive. Not of the type <c>deb</c>: Trivy compares every package of that type with
    /// the advisories of the bill's operating system, whatever its namespace. Source: aquasecurity/trivy, sbom/io/decode.go.
    /// </summary>
    public static string OfOther(LogPackage package, string publisher) =>
        $"pkg:generic/{Escape(publisher)}/{Escape(package.Name)}@{Escape(package.Version)}?arch={Escape(package.Architecture)}";

    // Left out where it is the package itself, as the scanners read it then.
    private static string Upstream(LogPackage package) =>
        package.Source.Length == 0 || (package.Source == package.Name && package.SourceVersion == package.Version) ? ""
        : package.SourceVersion.Length == 0 || package.SourceVersion == package.Version
            ? $"&upstream={Escape(package.Source)}"
        : $"&upstream={Escape(package.Source)}%40{Uri.EscapeDataString(package.SourceVersion)}";

    // The specification requires owner and name of GitHub repositories in lower case.
    public static string OfRelease(string repository, string tag) =>
        $"pkg:github/{repository.ToLowerInvariant()}@{Escape(tag)}";

    public static string Of(RenderedTool tool, string architecture) =>
        tool is { Package: { } package, PackageVersion: { } version, AptRepository: { } repository }
            ? $"pkg:deb/{Escape(tool.Name)}/{Escape(package)}@{Escape(version)}?arch={Escape(architecture)}"
                + $"&repository_url={Escape(repository)}"
            : OfRelease(tool.Repository, tool.Tag);

    /// <summary>
    /// The URL of what was built into a tool. Module paths keep their capitals, as Syft and Trivy write them; the specification's
    /// lower case would be another module. The names of Python distributions are written as the specification demands.
    /// </summary>
    public static string Of(EmbeddedModule module) =>
        module.Kind switch
        {
            LogModuleKind.Python =>
                $"pkg:pypi/{Escape(module.Name.ToLowerInvariant().Replace('_', '-'))}{At(module.Version)}",
            // Not of the type pypi: other distributions there have the names of az's extensions.
            LogModuleKind.Extension =>
                $"pkg:generic/{Escape(module.Tool)}-extension/{Escape(module.Name)}{At(module.Version)}",
            LogModuleKind.Crate => $"pkg:cargo/{Escape(module.Name)}{At(module.Version)}",
            LogModuleKind.Interpreter => $"pkg:generic/{Escape(module.Name)}{At(module.Version)}",
            _ => $"pkg:golang/{string.Join('/', module.Name.Split('/').Select(Escape))}{At(module.Version)}",
        };

    private static string At(string version) => version.Length == 0 ? "" : $"@{Escape(version)}";

    private static string Escape(string text) =>
        Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
}
