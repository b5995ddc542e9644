using System.Globalization;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Customizer;

/// <summary>
/// The data of settings, catalogue and lock for the scripts, as tables: a script calls its function for each row.
/// </summary>
internal sealed class CustomizerTables(JumpboxSettings settings, ToolCatalogue catalogue, ToolLock pins, string suite)
{
    private readonly MirrorMap _mirrors = new(settings.Mirrors);

    private readonly IReadOnlyList<SelectedTool> _tools = SelectedTool.All(settings, catalogue, pins, suite);

    private readonly LockedPackageSet? _packages = PackageChoice.Locked(settings, catalogue, pins);

    private readonly LockedExtensionSet? _extensions = ExtensionChoice.Locked(settings, catalogue, pins);

    /// <summary>The contents of these tables, for records about the image.</summary>
    public RenderedContents Contents =>
        new(
            settings.Image.Architecture,
            suite,
            pins.AptSnapshot,
            [.. _tools.Select(RenderedTool.Of).OrderBy(tool => tool.Name, StringComparer.Ordinal)]
        )
        {
            Parameters = ImageParameters.Of(settings),
            Packages = _packages?.Packages,
            AzExtensions = _extensions?.Wheels,
        };

    public bool HasPackages => _tools.Any(tool => tool.IsPackage);

    /// <summary>The Ubuntu that the lock's packages are for; empty if there are none.</summary>
    public string Suite => ShellText.Assign("SUITE", HasPackages || HasUbuntuPackages ? suite : "");

    /// <summary>Whether the image asks for packages of Ubuntu's archive.</summary>
    public bool HasUbuntuPackages => _packages is not null;

    /// <summary>What the image asks for, and what the lock has for it.</summary>
    public IReadOnlyList<string> UbuntuPackages =>
        [
            ShellText.Assign("PACKAGE_NAMES", string.Join(' ', _packages?.Names ?? [])),
            ShellText.Assign(
                "LOCKED_PACKAGES",
                string.Join(
                    '\n',
                    (_packages?.Packages ?? []).Select(one =>
                        $"{one.Name} {one.Version} {one.Architecture} {one.Sha256}"
                    )
                )
            ),
        ];

    /// <summary>The archive from which the steps read Ubuntu's packages.</summary>
    public string Snapshot => _mirrors.Apply(UbuntuSnapshot.At(pins.AptSnapshot));

    public string ArchiveMirrors => ShellText.Table("archive_mirrors", _mirrors.Rows);

    public string AptSources => ShellText.Table("apt_sources", Packages.DistinctBy(Repository).Select(AptSource));

    public string Downloads => ShellText.Table("downloads", Programs.Select(Download));

    public string PackageFiles => ShellText.Table("packages", Packages.Select(Package));

    /// <summary>The wheels of az's extensions.</summary>
    public string Wheels =>
        ShellText.Table(
            "wheels",
            (_extensions?.Wheels ?? []).Select(wheel =>
                Row(wheel.Name, wheel.Version, _mirrors.Apply(wheel.Url), wheel.FileName, wheel.Sha256, "")
            )
        );

    /// <summary>Whether the image asks for extensions of az.</summary>
    public bool HasExtensions => _extensions is not null;

    public string Extensions =>
        ShellText.Table(
            "extensions",
            (_extensions?.Wheels ?? [])
                .Where(wheel => wheel.IsExtension)
                .Select(wheel => Row(wheel.Name, wheel.Version, wheel.FileName))
        );

    public string Tools =>
        ShellText.Table("tools", Programs.Select(tool => Row(tool.Name, tool.Pin.Version, tool.Definition.Install)));

    public string Aliases =>
        ShellText.Table(
            "aliases",
            _tools.SelectMany(tool => tool.Definition.Aliases.Select(alias => Row(tool.Definition.Install, alias)))
        );

    public string Completions =>
        ShellText.Table(
            "completions",
            _tools
                .Where(tool => tool.Definition.Completion.Count > 0)
                .Select(tool => Row([tool.Name, .. tool.Definition.Completion]))
        );

    public string Versions => ShellText.Table("versions", _tools.Select(Version));

    /// <summary>Where each tool is: its name, its program and its Debian package or nothing.</summary>
    public string ToolFiles =>
        ShellText.Assign(
            "TOOL_FILES",
            string.Join(
                '\n',
                _tools.Select(tool => $"{tool.Name}\t{tool.Definition.Install}\t{tool.Definition.Apt?.Package}")
            )
        );

    /// <summary>The files that the steps create, apart from packages.</summary>
    public IEnumerable<Remainder> Created =>
        [
            .. Programs.Select(tool => Remainder.CreatedBy("install-tools", tool.Definition.Install)),
            .. _tools.SelectMany(tool =>
                tool.Definition.Aliases.Select(alias =>
                    Remainder.CreatedBy(
                        "install-tools",
                        $"{tool.Definition.Install[..tool.Definition.Install.LastIndexOf('/')]}/{alias}"
                    )
                )
            ),
            .. Packages.SelectMany(tool =>
                (Remainder[])
                    [
                        Remainder.CreatedBy("download-tools", $"/etc/apt/keyrings/{tool.Name}.asc"),
                        Remainder.CreatedBy("download-tools", $"/etc/apt/sources.list.d/{tool.Name}.sources"),
                    ]
            ),
        ];

    /// <summary>Where az keeps the extensions of all users. Source: azure-cli's core/extension, EXTENSIONS_SYS_DIR.</summary>
    public IEnumerable<Remainder> CreatedByAz =>
        HasExtensions
            ? [Remainder.CreatedBy("az-extensions", "/opt/az/lib/python*/site-packages/azure-cli-extensions/**")]
            : [];

    /// <summary>The lines of <c>/etc/jumpbox-release</c>: what this image was built from.</summary>
    public string ReleaseLines()
    {
        BaseImageSettings image = settings.Image.Base;
        string version =
            image.Version == BaseImageSettings.Locked
                ? pins.FindBaseImage(image.Publisher, image.Offer, image.Sku)?.Version ?? image.Version
                : image.Version;
        IEnumerable<(string Key, string Value)> lines =
        [
            ("IMAGE", settings.Image.Name),
            ("PINS_DIGEST", Contents.Digest),
            ("BASE_IMAGE", image.ImageId?.ToString() ?? $"{image.Publisher}:{image.Offer}:{image.Sku}:{version}"),
            ("APT_SNAPSHOT", pins.AptSnapshot),
            ("SOURCE_DATE_EPOCH", pins.Epoch.ToString(CultureInfo.InvariantCulture)),
            .. _tools.Select(tool => ($"TOOL_{tool.Name.Replace('-', '_').ToUpperInvariant()}", tool.Pin.Version)),
        ];
        return ShellText.Table("release_lines", lines.Select(line => Row(ShellText.ReleaseLine(line.Key, line.Value))));
    }

    private IEnumerable<SelectedTool> Programs => _tools.Where(tool => !tool.IsPackage);

    private IEnumerable<SelectedTool> Packages => _tools.Where(tool => tool.IsPackage);

    private static string[] Row(params string[] cells) => cells;

    private static string Repository(SelectedTool tool) => tool.Definition.Apt!.Repository;

    private string[] AptSource(SelectedTool tool)
    {
        AptSource apt = tool.Definition.Apt!;
        return Row(
            tool.Name,
            _mirrors.Apply(apt.KeyUrl),
            apt.Fingerprint,
            _mirrors.Apply(apt.Repository),
            suite,
            apt.Component
        );
    }

    private string[] Download(SelectedTool tool)
    {
        UnpackRule unpack = tool.Definition.Unpack;
        return Row(
            tool.Name,
            tool.Pin.Version,
            _mirrors.Apply(tool.File.Url),
            $"{tool.Name}-{tool.File.FileName}",
            tool.File.Sha256,
            Size(tool),
            unpack.Form switch
            {
                UnpackForm.Zip => "zip",
                UnpackForm.TarGz => "tar.gz",
                _ => "binary",
            },
            unpack.Path is null
                ? ""
                : tool.Definition.Expand(unpack.Path, tool.Pin.Version, settings.Image.Architecture),
            _mirrors.Fallback(tool.File.Url, tool.FallbackUrl) ?? ""
        );
    }

    private string[] Package(SelectedTool tool) =>
        Row(
            tool.Name,
            tool.Pin.Version,
            _mirrors.Apply(tool.File.Url),
            tool.File.FileName,
            tool.File.Sha256,
            Size(tool),
            tool.Definition.Apt!.Package,
            tool.File.PackageVersion ?? tool.Pin.Version
        );

    private string[] Version(SelectedTool tool) =>
        Row([
            tool.Name,
            tool.Pin.Version,
            tool.Definition.Expand(tool.Definition.Version.Expect, tool.Pin.Version, settings.Image.Architecture),
            tool.Definition.Install,
            .. tool.Definition.Version.Command,
        ]);

    private static string Size(SelectedTool tool) => tool.File.Size?.ToString(CultureInfo.InvariantCulture) ?? "";
}
