namespace Jumpbox.Evidence.Bill;

/// <summary>One piece of software of a bill, in any format; what is unknown is null.</summary>
/// <param name="Id">Its identifier in the document.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; empty if unknown.</param>
internal sealed record BillComponent(string Id, BillKind Kind, string Name, string Version)
{
    public string? Location { get; init; }

    public string? Sha256 { get; init; }

    public string? Licence { get; init; }

    public string? LicenceComment { get; init; }

    public string? FileName { get; init; }

    public string? Homepage { get; init; }

    /// <summary>The package URL.</summary>
    public string? Url { get; init; }

    /// <summary>The CPE 2.3 name, by which the National Vulnerability Database names it.</summary>
    public string? Cpe { get; init; }

    /// <summary>Where it is from, as a sentence.</summary>
    public string? Source { get; init; }

    /// <summary>A Debian package's source package and that one's version.</summary>
    public (string Name, string Version)? SourcePackage { get; init; }

    /// <summary>What a tool lists of itself, as Trivy names it: <c>gobinary</c>, <c>rustbinary</c> or <c>python-pkg</c>.</summary>
    public string? Lists { get; init; }

    /// <summary>
    /// What of a tool, or of a package that is not Ubuntu's, nothing has looked into, as a sentence without its end; null for nothing.
    /// </summary>
    public string? NotLookedInto { get; init; }

    /// <summary>The files in the image that it is in.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];
}

/// <summary>What a component is.</summary>
internal enum BillKind
{
    /// <summary>The image.</summary>
    Image,

    /// <summary>The image that it was built from.</summary>
    BaseImage,

    /// <summary>The operating system.</summary>
    OperatingSystem,

    /// <summary>A tool of the catalogue.</summary>
    Tool,

    /// <summary>A command of the pipeline's own.</summary>
    Command,

    /// <summary>A Debian package.</summary>
    Package,

    /// <summary>What was built into a tool.</summary>
    Module,
}
