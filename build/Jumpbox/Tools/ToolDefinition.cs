using Jumpbox.Settings;

namespace Jumpbox.Tools;

/// <summary>A tool of the catalogue: its releases, their verification, its installation.</summary>
public sealed record ToolDefinition
{
    /// <summary>The tool's name in settings and lock: lower-case letters, digits and dashes.</summary>
    public required string Name { get; init; }

    /// <summary>The purpose of the tool, in one line.</summary>
    public required string Description { get; init; }

    /// <summary>The licence's SPDX identifier. Source: the LICENSE file in the tool's repository.</summary>
    public required string Licence { get; init; }

    /// <summary>
    /// Vendor and product with a colon between them, by which the National Vulnerability Database names the tool; null if it has no
    /// name there or it is not known.
    /// </summary>
    public string? Cpe { get; init; }

    /// <summary>Whether the tool is installed if the settings do not mention it: every bundle has it.</summary>
    public required bool Default { get; init; }

    /// <summary>The first bundle that has the tool; null if it is installed only where the settings name it.</summary>
    public ToolBundle? Bundle { get; init; }

    /// <summary>Whether the tool is installed: by the settings if they mention it, otherwise by the bundle.</summary>
    /// <param name="wanted">Tool names and whether each is selected.</param>
    /// <param name="bundle">The bundle.</param>
    public bool IsSelected(IReadOnlyDictionary<string, bool> wanted, ToolBundle bundle) =>
        wanted.GetValueOrDefault(Name, Default || Bundle <= bundle);

    /// <summary>What a user must know before selecting the tool, or null.</summary>
    public string? Warning { get; init; }

    /// <summary>Whether the publisher has ended the project.</summary>
    public required bool Archived { get; init; }

    /// <summary>The GitHub repository of the releases, as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The accepted versions as an npm range, for example <c>^4.0.0</c>.</summary>
    public required string Constraint { get; init; }

    /// <summary>
    /// How many minor versions the tool stays behind the newest accepted one; 0 for none. Source of its use: Kubernetes, "Version
    /// Skew Policy".
    /// </summary>
    public int MinorsBehind { get; init; }

    /// <summary>The version of the tool's own Python, for which its extensions are resolved; null if it takes none.</summary>
    public string? Python { get; init; }

    /// <summary>The form of the release tags, with <c>{version}</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>Whether pre-releases are accepted.</summary>
    public required bool Prereleases { get; init; }

    /// <summary>The published architectures: <c>amd64</c> and <c>arm64</c>, and the publisher's spelling of each.</summary>
    public required IReadOnlyDictionary<string, string> Architectures { get; init; }

    /// <summary>The file's URL with the placeholders of <see cref="Expand"/>; null for apt packages.</summary>
    public string? Url { get; init; }

    /// <summary>
    /// Where the publisher offers the same file on another host, with the same placeholders; null if nowhere. It is used while
    /// <see cref="Url"/> fails, and the digest decides.
    /// </summary>
    public string? FallbackUrl { get; init; }

    /// <summary>Where the publisher states the file's SHA-256, or null if only GitHub states one.</summary>
    public ChecksumSource? Checksum { get; init; }

    /// <summary>The signature over the checksum file, or null.</summary>
    public SignatureSource? Signature { get; init; }

    /// <summary>Further proofs of a release's origin, all of which are demanded.</summary>
    public IReadOnlyList<ProofSource> Proofs { get; init; } = [];

    /// <summary>The apt repository, for <see cref="UnpackForm.Apt"/>.</summary>
    public AptSource? Apt { get; init; }

    /// <summary>How the program is extracted from its file.</summary>
    public required UnpackRule Unpack { get; init; }

    /// <summary>The absolute path of the program in the image.</summary>
    public required string Install { get; init; }

    /// <summary>How to get the installed tool's version.</summary>
    public required VersionQuery Version { get; init; }

    /// <summary>Additional names of the program.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The command that prints the completion script for bash; empty if there is none.</summary>
    public required IReadOnlyList<string> Completion { get; init; }

    /// <summary>
    /// Returns the tool with only the architectures and suites that a pin has files for, because an older release may lack
    /// the others.
    /// </summary>
    /// <param name="pin">The pin.</param>
    public ToolDefinition OnlyFor(LockedTool pin)
    {
        HashSet<string> architectures = [.. pin.Artifacts.Select(file => file.Architecture)];
        HashSet<string?> suites = [.. pin.Artifacts.Select(file => file.Suite)];
        return this with
        {
            Architectures = Architectures
                .Where(pair => architectures.Contains(pair.Key))
                .ToDictionary(pair => pair.Key, pair => pair.Value),
            Apt = Apt is null ? null : Apt with { Suites = [.. Apt.Suites.Where(suites.Contains)] },
        };
    }

    /// <summary>Returns the tag of a version.</summary>
    /// <param name="version">The version.</param>
    public string TagOf(string version) => Tag.Replace("{version}", version, StringComparison.Ordinal);

    /// <summary>Returns the file's URL for a version and an architecture.</summary>
    /// <param name="version">The version.</param>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    /// <exception cref="InvalidOperationException">
    /// The tool is an apt package: its URL comes from the package index.
    /// </exception>
    public string UrlOf(string version, string architecture) =>
        Expand(Url ?? throw new InvalidOperationException($"{Name} has no URL."), version, architecture);

    /// <summary>Returns the file's URL on the other host; null if there is none.</summary>
    /// <param name="version">The version.</param>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    public string? FallbackUrlOf(string version, string architecture) =>
        FallbackUrl is null ? null : Expand(FallbackUrl, version, architecture);

    /// <summary>
    /// Fills a template: <c>{version}</c>, <c>{tag}</c> (percent-encoded as in URLs), <c>{arch}</c> (as the publisher
    /// spells it) and <c>{url}</c> (the file's own URL).
    /// </summary>
    /// <param name="template">The template.</param>
    /// <param name="version">The version.</param>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    public string Expand(string template, string version, string architecture)
    {
        string own = template.Contains("{url}", StringComparison.Ordinal) ? UrlOf(version, architecture) : "";
        return template
            .Replace("{url}", own, StringComparison.Ordinal)
            .Replace("{version}", version, StringComparison.Ordinal)
            .Replace("{tag}", TagOf(version).Replace("/", "%2F", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{arch}", Architectures.GetValueOrDefault(architecture, architecture), StringComparison.Ordinal);
    }
}

/// <summary>The format of a publisher's checksum file.</summary>
public enum ChecksumForm
{
    /// <summary>Only 64 hexadecimal digits.</summary>
    Bare,

    /// <summary>One line with digest and file name, as sha256sum writes it.</summary>
    Named,

    /// <summary>Many such lines, one for each file of the release.</summary>
    SumsFile,
}

/// <summary>The source of a file's SHA-256.</summary>
/// <param name="Form">The format of the checksum file.</param>
/// <param name="Url">
/// The checksum file, with the placeholders of <see cref="ToolDefinition.Expand"/>; <c>{url}</c> is the tool's own URL.
/// </param>
public sealed record ChecksumSource(ChecksumForm Form, string Url);

/// <summary>A detached OpenPGP signature over the checksum file.</summary>
/// <param name="Url">The signature, with the placeholders of <see cref="ToolDefinition.Expand"/>.</param>
/// <param name="KeyUrl">Where the publisher offers the public key, armoured.</param>
/// <param name="Fingerprint">
/// The primary key's fingerprint, 40 upper-case hexadecimal digits: no other key is accepted.
/// </param>
public sealed record SignatureSource(string Url, string KeyUrl, string Fingerprint);

/// <summary>The format of a tool's file.</summary>
public enum UnpackForm
{
    /// <summary>The file is the program itself.</summary>
    Binary,

    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>A gzip-compressed tar archive.</summary>
    TarGz,

    /// <summary>A Debian package, installed by apt from the publisher's signed repository.</summary>
    Apt,
}

/// <summary>How the program is extracted from its file.</summary>
/// <param name="Form">The file format.</param>
/// <param name="Path">
/// The program's path inside the archive, with the placeholders of <see cref="ToolDefinition.Expand"/>; null for
/// formats that are not archives.
/// </param>
public sealed record UnpackRule(UnpackForm Form, string? Path);

/// <summary>How to get an installed tool's version.</summary>
/// <param name="Command">Program and arguments; it must work without a network.</param>
/// <param name="Expect">
/// The text that the output must contain, with <c>{version}</c>. It must stand alone: no letter, digit or dot before it, and
/// no letter, digit, dot, plus or minus after it, so that 1.2.3 does not pass for 1.2.30.
/// </param>
public sealed record VersionQuery(IReadOnlyList<string> Command, string Expect);
