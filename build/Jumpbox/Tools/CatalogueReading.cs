using System.Text.RegularExpressions;
using Jumpbox.Settings;
using Semver;

namespace Jumpbox.Tools;

/// <summary>Reads the catalogue's JSON.</summary>
internal static partial class CatalogueReading
{
    private const string Line = "one line of printable ASCII";

    private static readonly Dictionary<string, UnpackForm> UnpackForms = new(StringComparer.Ordinal)
    {
        ["binary"] = UnpackForm.Binary,
        ["zip"] = UnpackForm.Zip,
        ["tar.gz"] = UnpackForm.TarGz,
        ["apt"] = UnpackForm.Apt,
    };

    private static readonly Dictionary<string, ChecksumForm> ChecksumForms = new(StringComparer.Ordinal)
    {
        ["bare"] = ChecksumForm.Bare,
        ["named"] = ChecksumForm.Named,
        ["sums"] = ChecksumForm.SumsFile,
    };

    // A tool with a default is in every bundle.
    private static readonly Dictionary<string, ToolBundle> Bundles = new(StringComparer.Ordinal)
    {
        ["triage"] = ToolBundle.Triage,
        ["full"] = ToolBundle.Full,
    };

    public static ToolCatalogue Catalogue(PinReader reader)
    {
        CatalogueAdditions all = Additions(reader);
        if (all.Tools.Count == 0)
        {
            reader.Refuse("tools", null, "at least one tool");
        }
        return new ToolCatalogue
        {
            MinimumReleaseAgeDays = all.MinimumReleaseAgeDays ?? 7,
            ReviewAfterDays = all.ReviewAfterDays ?? 90,
            RedirectHosts = all.RedirectHosts,
            BaseImages = all.BaseImages,
            Tools = all.Tools,
            Packages = all.Packages,
        };
    }

    public static CatalogueAdditions Additions(PinReader reader)
    {
        _ = reader.OptionalText("$schema", _ => true, "a text");
        IReadOnlyList<ToolDefinition> tools = reader.List("tools", Tool);
        foreach (
            IGrouping<string, ToolDefinition> twice in tools
                .GroupBy(tool => tool.Name)
                .Where(group => group.Count() > 1)
        )
        {
            reader.Refuse("tools", twice.Key, "each name once");
        }
        return new CatalogueAdditions
        {
            MinimumReleaseAgeDays = (int?)reader.Number("minimumReleaseAgeDays", 0, 365),
            ReviewAfterDays = (int?)reader.Number("reviewAfterDays", 1, 3650),
            RedirectHosts = reader.Map(
                "redirectHosts",
                PinText.IsHost,
                hosts => hosts.Split(' ').All(PinText.IsHost),
                "host names, separated by one space"
            ),
            BaseImages = reader.List("baseImages", BaseImage),
            Tools = tools,
            Packages = reader.List("packages", Package),
        };
    }

    private static CatalogueBaseImage BaseImage(PinReader reader) =>
        new(
            reader.Text("publisher", PinText.IsImagePart, "a marketplace publisher"),
            reader.Text("offer", PinText.IsImagePart, "a marketplace offer"),
            reader.Text("sku", PinText.IsImagePart, "a marketplace SKU"),
            reader.Text("architecture", PinText.IsArchitecture, "amd64 or arm64"),
            reader.Text("suite", PinText.IsName, "an Ubuntu code name, for example noble"),
            reader.OptionalText("refused", PinText.IsLine, Line)
        );

    private static CataloguePackage Package(PinReader reader) =>
        new(
            reader.Text("name", PinText.IsDebianName, "the name of a Debian package"),
            reader.Choice("bundle", Bundles),
            reader.Text("description", PinText.IsLine, Line)
        );

    private static ToolDefinition Tool(PinReader reader)
    {
        ToolDefinition tool = new()
        {
            Name = reader.Text("name", PinText.IsName, "lower-case letters, digits and dashes"),
            Description = reader.Text("description", PinText.IsLine, Line),
            Licence = reader.Text("licence", PinText.IsImagePart, "an SPDX licence identifier"),
            Cpe = reader.OptionalText(
                "cpe",
                PinText.IsCpeProduct,
                "vendor:product in lower case, for example jqlang:jq"
            ),
            Default = reader.Flag("default", otherwise: false),
            Bundle = reader.OptionalChoice("bundle", Bundles),
            Warning = reader.OptionalText("warning", PinText.IsLine, Line),
            Archived = reader.Flag("archived", otherwise: false),
            Repository = reader.Text("repository", PinText.IsRepository, "a GitHub repository as owner/name"),
            Constraint = reader.Text("constraint", IsRange, "a version range in npm's syntax, for example ^1.2.0"),
            MinorsBehind = (int)(reader.Number("minorsBehind", 1, 9) ?? 0),
            Python = reader.OptionalText("python", PinText.IsPython, "a version of Python as 3.13"),
            Tag = reader.Text("tag", IsTagTemplate, "a tag with {version} in it once, for example v{version}"),
            Prereleases = reader.Flag("prereleases", otherwise: false),
            Architectures = reader.Map(
                "architectures",
                PinText.IsArchitecture,
                PinText.IsImagePart,
                "amd64 or arm64 with the publisher's spelling"
            ),
            Url = reader.OptionalText("url", IsUrlTemplate, "an https URL with {version} or {tag}, and {arch}"),
            FallbackUrl = reader.OptionalText(
                "fallbackUrl",
                text => IsUrlTemplate(text) && !Contains(text, "{url}"),
                "an https URL with {version} or {tag}, and {arch}"
            ),
            Checksum = reader.Optional("checksum", Checksum),
            Signature = reader.Optional("signature", Signature),
            Proofs = reader.List("proofs", ProofReading.Proof),
            Apt = reader.Optional("apt", Apt),
            Unpack = reader.Optional("unpack", Unpack) ?? new UnpackRule(UnpackForm.Binary, null),
            Install = reader.Text("install", PinText.IsInstallPath, "an absolute path of plain names"),
            Version = reader.Optional("version", Version) ?? new VersionQuery([], ""),
            Aliases = reader.Texts("aliases", PinText.IsName, "lower-case letters, digits and dashes"),
            Completion = reader.Texts("completion", PinText.IsLine, Line),
        };
        Cross(reader, tool);
        return tool;
    }

    private static void Cross(PinReader reader, ToolDefinition tool)
    {
        bool apt = tool.Unpack.Form == UnpackForm.Apt;
        if (apt == (tool.Apt is null))
        {
            reader.Refuse(
                "apt",
                tool.Apt?.Package,
                apt ? "the repository, because unpack.form is apt" : "no apt, because unpack.form is not apt"
            );
        }
        if (apt == tool.Url is not null)
        {
            reader.Refuse("url", tool.Url, apt ? "no url, because the package index has it" : "the file's URL");
        }
        if (tool.FallbackUrl is { } other && (tool.Url is not { } first || IsNoSecondSource(first, other)))
        {
            reader.Refuse("fallbackUrl", other, "the same file name as url, on another host");
        }
        if (tool.Unpack.Form is UnpackForm.Zip or UnpackForm.TarGz && tool.Unpack.Path is null)
        {
            reader.Refuse("unpack.path", null, "the program's path inside the archive");
        }
        if (tool.Signature is not null && tool.Checksum is null)
        {
            reader.Refuse(
                "signature",
                tool.Signature.Url,
                "a checksum too, because the signature covers the checksum file"
            );
        }
        ProofReading.Cross(reader, tool);
        if (tool.Architectures.Count == 0)
        {
            reader.Refuse("architectures", null, "at least one of amd64 and arm64");
        }
        if (tool.Default && tool.Bundle is not null)
        {
            reader.Refuse(
                "default",
                "true",
                "false where there is a bundle, because a tool with default is in every one"
            );
        }
        if (tool.Name == "bundle")
        {
            reader.Refuse("name", tool.Name, "another name, because tools.bundle is a setting");
        }
        if (tool.Version.Command.Count == 0)
        {
            reader.Refuse("version", null, "command and expect");
        }
    }

    // The same host is no second source. The name says in which form the file is unpacked and what the checksum file calls it.
    private static bool IsNoSecondSource(string first, string other) =>
        Uri.TryCreate(Fill(first), UriKind.Absolute, out Uri? one)
        && Uri.TryCreate(Fill(other), UriKind.Absolute, out Uri? two)
        && (
            one.Host.Equals(two.Host, StringComparison.OrdinalIgnoreCase)
            || first[(first.LastIndexOf('/') + 1)..] != other[(other.LastIndexOf('/') + 1)..]
        );

    private static ChecksumSource Checksum(PinReader reader) =>
        new(reader.Choice("form", ChecksumForms), reader.Text("url", IsUrlTemplate, PinText.UrlExpected));

    private static SignatureSource Signature(PinReader reader) =>
        new(
            reader.Text("url", IsUrlTemplate, PinText.UrlExpected),
            reader.Text("keyUrl", PinText.IsUrl, PinText.UrlExpected),
            reader.Text("fingerprint", PinText.IsFingerprint, "40 upper-case hexadecimal digits")
        );

    private static AptSource Apt(PinReader reader) =>
        new(
            reader.Text("repository", PinText.IsUrl, PinText.UrlExpected).TrimEnd('/'),
            reader.Texts("suites", PinText.IsName, "an Ubuntu code name, for example noble"),
            reader.Text("component", PinText.IsName, "a component, for example main"),
            reader.Text("package", PinText.IsName, "a Debian package's name"),
            reader.Text(
                "packageVersion",
                IsPackageVersionTemplate,
                "a Debian version with {version}, for example {version}-1~{suite}"
            ),
            reader.Text("keyUrl", PinText.IsUrl, PinText.UrlExpected),
            reader.Text("fingerprint", PinText.IsFingerprint, "40 upper-case hexadecimal digits")
        );

    private static UnpackRule Unpack(PinReader reader) =>
        new(
            reader.Choice("form", UnpackForms),
            reader.OptionalText("path", IsPathTemplate, "a relative path without .. segments")
        );

    private static VersionQuery Version(PinReader reader) =>
        new(
            reader.Texts("command", PinText.IsLine, Line),
            reader.Text(
                "expect",
                text => PinText.IsLine(text) && Contains(text, "{version}"),
                "a text with {version} in it"
            )
        );

    private static bool IsRange(string text) =>
        SemVersionRange.TryParseNpm(text, includeAllPrerelease: true, out _, 200);

    private static bool IsTagTemplate(string text) =>
        text.Split("{version}") is { Length: 2 }
        && PinText.IsTag(text.Replace("{version}", "1.2.3", StringComparison.Ordinal));

    internal static bool IsUrlTemplate(string text) =>
        PinText.IsUrl(Fill(text))
        && (Contains(text, "{version}") || Contains(text, "{tag}") || Contains(text, "{url}"));

    private static bool IsPathTemplate(string text) => PinText.IsArchivePath(Fill(text));

    private static bool IsPackageVersionTemplate(string text) =>
        Contains(text, "{version}") && PinText.IsPackageVersion(Fill(text));

    private static bool Contains(string text, string placeholder) =>
        text.Contains(placeholder, StringComparison.Ordinal);

    private static string Fill(string text) =>
        Placeholder().Replace(text, match => match.Value == "{url}" ? "https://host.example/f" : "1");

    [GeneratedRegex(@"\{(?:version|tag|arch|url|suite)\}")]
    private static partial Regex Placeholder();
}
