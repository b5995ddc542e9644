using Jumpbox.Customizer;
using Jumpbox.Evidence.Log;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// What is in an image: its operating system with the Debian packages, its tools with what was built into them. Both formats of
/// the bill are written from it.
/// </summary>
internal sealed class SoftwareInventory
{
    // The pipeline's: the file LICENSE.
    private const string OwnLicence = "MIT";

    private readonly RenderedContents _contents;
    private readonly BillIds _ids = new();
    private readonly string? _release;
    private readonly bool _standsIn;
    private readonly Dictionary<(string, string, string), LogOrigin> _origins;
    private readonly SortedSet<string> _ownLicences = new(StringComparer.Ordinal);
    private readonly List<(BillComponent From, BillComponent To)> _contains = [];

    public SoftwareInventory(ImageRecord image, RenderedContents contents, ListedSoftware listed)
    {
        _contents = contents;
        _release = UbuntuRelease.VersionOf(contents.Suite);
        // A rehearsed build has the packages of the root file system of this machine's distribution.
        _standsIn = image.IsLocal;
        _origins = (listed.Origins ?? [])
            .DistinctBy(one => (one.Name, one.Version, one.Architecture))
            .ToDictionary(one => (one.Name, one.Version, one.Architecture));
        string name = image.ImageId[(image.ImageId.LastIndexOf('/') + 1)..];
        Image = new BillComponent(_ids.Next("Image", name), BillKind.Image, name, image.ContentHash)
        {
            Source = $"built from commit {image.Commit}{(image.Dirty ? " with changes" : "")}, lock {image.LockDigest}",
        };
        BaseImage = new BillComponent(
            _ids.Next("BaseImage", image.BaseImage.Offer),
            BillKind.BaseImage,
            image.BaseImage.ToString(),
            image.BaseImage.Version
        );
        // By the identifier, name and version by which Trivy recognises it. Source: aquasecurity/trivy, sbom/spdx/unmarshal.go and
        // sbom/io/decode.go. A suite whose version is not known has none.
        System = _release is null
            ? null
            : new BillComponent(_ids.Next("OperatingSystem", "ubuntu"), BillKind.OperatingSystem, "ubuntu", _release);
        EmbeddedModule[] modules = [.. EmbeddedModule.Read(listed.Modules, contents.Tools)];
        Tools = [.. contents.Tools.Select(tool => Tool(tool, modules, listed.Modules))];
        Commands = [.. contents.Commands.Select(Command)];
        Packages = [.. Debian(listed.Packages)];
        if (System is not null)
        {
            _contains.Add((Image, System));
        }
        _contains.AddRange(Tools.Concat(Commands).Select(part => (Image, part)));
        _contains.AddRange(Packages.Select(package => (System ?? Image, package)));
        Sources = [.. SourcesOf(Packages)];
        Modules = [.. Embedded(modules)];
        KnowsMaintainersOnly = listed is { Origins: null, Packages.Count: > 0 } && !_standsIn;
        IsComplete = listed.Problem is null && listed.Packages.Count > 0;
    }

    public BillComponent Image { get; }

    public BillComponent BaseImage { get; }

    public BillComponent? System { get; }

    public IReadOnlyList<BillComponent> Tools { get; }

    /// <summary>The pipeline's own commands, which use nothing but what the packages have.</summary>
    public IReadOnlyList<BillComponent> Commands { get; }

    public IReadOnlyList<BillComponent> Packages { get; }

    /// <summary>The source packages of <see cref="Packages"/>, each once; those of other archives as they are.</summary>
    public IReadOnlyList<BillComponent> Sources { get; }

    /// <summary>Each module once, whatever the number of tools that contain it.</summary>
    public IReadOnlyList<BillComponent> Modules { get; }

    /// <summary>Everything inside the image.</summary>
    public IEnumerable<BillComponent> Parts => PartsWith(Packages);

    /// <summary>Everything inside the image, with these as what the operating system contains.</summary>
    public IEnumerable<BillComponent> PartsWith(IReadOnlyList<BillComponent> packages) =>
        (System is null ? [] : new[] { System }).Concat(Tools).Concat(Commands).Concat(packages).Concat(Modules);

    /// <summary>Which component contains which, with these as what the operating system contains.</summary>
    public IEnumerable<(BillComponent From, BillComponent To)> ContainsWith(IReadOnlyList<BillComponent> packages) =>
        _contains.Where(one => one.To.Kind != BillKind.Package).Concat(packages.Select(one => (System ?? Image, one)));

    /// <summary>Which component contains which.</summary>
    public IReadOnlyList<(BillComponent From, BillComponent To)> Contains => _contains;

    /// <summary>The ids of licences that the SPDX License List does not have.</summary>
    public IReadOnlyCollection<string> OwnLicences => _ownLicences;

    /// <summary>Whether nothing but their maintainers says which packages are Ubuntu's.</summary>
    public bool KnowsMaintainersOnly { get; }

    /// <summary>Whether the list of packages has its end.</summary>
    public bool IsComplete { get; }

    private BillComponent Tool(RenderedTool tool, EmbeddedModule[] modules, IReadOnlyList<LogModule> lines) =>
        new(_ids.Next("Application", tool.Name), BillKind.Tool, tool.Name, tool.Version)
        {
            Sha256 = tool.Sha256,
            Licence = tool.Licence,
            Homepage = $"https://github.com/{tool.Repository}",
            Location = tool.Url,
            FileName = tool.FileName,
            Url = PackageUrl.Of(tool, _contents.Architecture),
            Cpe = tool.Cpe is { } product ? CpeName.Of(product, tool.Version) : null,
            Source = tool.Commit is { } commit ? $"git commit {commit}" : null,
            Lists = modules.FirstOrDefault(module => module.Tool == tool.Name)?.Kind switch
            {
                null => null,
                LogModuleKind.Python or LogModuleKind.Extension or LogModuleKind.Interpreter => "python-pkg",
                LogModuleKind.Crate => "rustbinary",
                _ => "gobinary",
            },
            NotLookedInto = NotLookedInto.Of(tool.Name, lines),
        };

    // It has no number of its own: another text is another version.
    private BillComponent Command(RenderedCommand command) =>
        new(_ids.Next("Application", command.Name), BillKind.Command, command.Name, command.Sha256[..12])
        {
            Sha256 = command.Sha256,
            Licence = OwnLicence,
            FileName = command.Path,
            Source = "a program of the pipeline, in the signed template",
            Places = [command.Path],
        };

    private IEnumerable<BillComponent> Debian(IReadOnlyList<LogPackage> packages)
    {
        // A tool that is installed as a package is listed once, as the tool.
        HashSet<(string?, string?)> tools = [.. _contents.Tools.Select(tool => (tool.Package, tool.PackageVersion))];
        return packages
            .Where(package => !tools.Contains((package.Name, package.Version)))
            .OrderBy(package => package.Name, StringComparer.Ordinal)
            .ThenBy(package => package.Architecture, StringComparer.Ordinal)
            .Select(Debian);
    }

    private BillComponent Debian(LogPackage package)
    {
        DebianLicences? licences = DebianLicences.Parse(package.Licences);
        _ownLicences.UnionWith(licences?.Own ?? []);
        string sourceVersion = package.SourceVersion.Length > 0 ? package.SourceVersion : package.Version;
        bool hasSource = package.Source.Length > 0;
        LogOrigin? origin = _origins.GetValueOrDefault((package.Name, package.Version, package.Architecture));
        if (PackageOrigin.Other(package, _standsIn, origin) is { } publisher)
        {
            bool isUnknown = publisher == PackageOrigin.Unknown;
            return new BillComponent(
                _ids.Next("Package", package.Name),
                BillKind.Package,
                package.Name,
                package.Version
            )
            {
                Url = PackageUrl.OfOther(package, publisher),
                Source = isUnknown
                    ? "a Debian package of an unknown publisher"
                    : $"a Debian package of {publisher}, not of Ubuntu's archive",
                Licence = licences?.Expression,
                LicenceComment = licences?.Comment,
                NotLookedInto = isUnknown
                    ? "its files: nothing says who built it, so it is unknown which advisories are about it"
                    : $"its files: Ubuntu's advisories say nothing of a package of {publisher}",
            };
        }
        return new BillComponent(_ids.Next("Package", package.Name), BillKind.Package, package.Name, package.Version)
        {
            Url = PackageUrl.OfDebian(package, _release),
            // Trivy reads the source package from this sentence. Source: aquasecurity/trivy, sbom/spdx/unmarshal.go.
            Source = hasSource ? $"built package from: {package.Source} {sourceVersion}" : null,
            SourcePackage = hasSource ? (package.Source, sourceVersion) : null,
            Licence = licences?.Expression,
            LicenceComment = licences?.Comment,
        };
    }

    // A package of which no source is known counts as its own.
    private IEnumerable<BillComponent> SourcesOf(IReadOnlyList<BillComponent> packages) =>
        packages
            .Where(package => package.NotLookedInto is null)
            .Select(package => package.SourcePackage ?? (package.Name, package.Version))
            .Distinct()
            .OrderBy(source => source.Item1, StringComparer.Ordinal)
            .Select(source => new BillComponent(
                _ids.Next("Package-Source", source.Item1),
                BillKind.Package,
                source.Item1,
                source.Item2
            )
            {
                Url = PackageUrl.OfDebian(new LogPackage(source.Item1, source.Item2, "source"), _release),
            })
            .Concat(packages.Where(package => package.NotLookedInto is not null));

    private IEnumerable<BillComponent> Embedded(EmbeddedModule[] modules)
    {
        IEnumerable<IGrouping<string, EmbeddedModule>> same = modules
            .GroupBy(PackageUrl.Of)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (IGrouping<string, EmbeddedModule> group in same)
        {
            EmbeddedModule first = group.First();
            BillComponent module = new(
                _ids.Next("Package", $"{group.Key.Split('/')[0][4..]}-{first.Name}"),
                BillKind.Module,
                first.Name,
                first.Version
            )
            {
                Url = group.Key,
                Cpe = first switch
                {
                    { Version.Length: 0 } => null,
                    { Kind: LogModuleKind.Interpreter } => CpeName.Of("python:python", first.Version),
                    { Name: EmbeddedModule.StandardLibrary } => CpeName.Of("golang:go", first.Version),
                    _ => null,
                },
                Licence = first.Kind is LogModuleKind.Python or LogModuleKind.Extension
                    ? PythonLicences.Of(first.Licence)
                    : null,
                LicenceComment = first.Kind is LogModuleKind.Python or LogModuleKind.Extension
                    ? "As the metadata of the installed distribution says."
                    : null,
                Places = [.. group.Select(one => one.Place).OfType<string>().Distinct()],
            };
            _contains.AddRange(
                Tools.Where(tool => group.Any(one => one.Tool == tool.Name)).Select(tool => (tool, module))
            );
            yield return module;
        }
    }
}
