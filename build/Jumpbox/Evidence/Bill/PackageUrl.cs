using Jumpbox.Customizer;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// Package URLs, by which scanners recognise software. Source: package-url/purl-spec, types <c>deb</c> and
/// <c>github</c>.
/// </summary>
internal static class PackageUrl
{
    public static string OfDebian(string name, string version, string architecture, string? suite) =>
        $"pkg:deb/ubuntu/{Escape(name)}@{Escape(version)}?arch={Escape(architecture)}"
        + (string.IsNullOrEmpty(suite) ? "" : $"&distro={Escape(suite)}");

    // The specification requires owner and name of GitHub repositories in lower case.
    public static string OfRelease(string repository, string tag) =>
        $"pkg:github/{repository.ToLowerInvariant()}@{Escape(tag)}";

    public static string Of(RenderedTool tool, string architecture) =>
        tool is { Package: { } package, PackageVersion: { } version, AptRepository: { } repository }
            ? $"pkg:deb/{Escape(tool.Name)}/{Escape(package)}@{Escape(version)}?arch={Escape(architecture)}"
                + $"&repository_url={Escape(repository)}"
            : OfRelease(tool.Repository, tool.Tag);

    private static string Escape(string text) =>
        Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
}
