using Jumpbox.Tools;

namespace Jumpbox.Sbom;

/// <summary>Package URLs, by which scanners recognise software. Source: package-url/purl-spec, types <c>deb</c> and <c>github</c>.</summary>
internal static class PackageUrl
{
    public static string OfDebian(string name, string version, string architecture, string? suite) =>
        $"pkg:deb/ubuntu/{Escape(name)}@{Escape(version)}?arch={Escape(architecture)}"
        + (string.IsNullOrEmpty(suite) ? "" : $"&distro={Escape(suite)}");

    // The specification wants owner and name of GitHub's repositories in lower case.
    public static string OfRelease(string repository, string tag) =>
        $"pkg:github/{repository.ToLowerInvariant()}@{Escape(tag)}";

    public static string Of(ToolDefinition tool, LockedTool pin, LockedArtifact? file) =>
        tool.Apt is { } apt && file?.PackageVersion is { } version
            ? $"pkg:deb/{Escape(tool.Name)}/{Escape(apt.Package)}@{Escape(version)}?arch={Escape(file.Architecture)}"
                + $"&repository_url={Escape(apt.Repository)}"
            : OfRelease(tool.Repository, pin.Tag);

    private static string Escape(string text) =>
        Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
}
