namespace Jumpbox.Tools;

/// <summary>
/// What a user's own <c>scripts/tools.json</c> adds to the shipped catalogue, in the same form; every member may be omitted.
/// </summary>
public sealed record CatalogueAdditions
{
    /// <summary>The minimum age of a release in days; null for the shipped one.</summary>
    public int? MinimumReleaseAgeDays { get; init; }

    /// <summary>The number of days after which the lock is due for review; null for the shipped one.</summary>
    public int? ReviewAfterDays { get; init; }

    /// <summary>Hosts to which a download host is known to redirect.</summary>
    public required IReadOnlyDictionary<string, string> RedirectHosts { get; init; }

    /// <summary>Marketplace images.</summary>
    public required IReadOnlyList<CatalogueBaseImage> BaseImages { get; init; }

    /// <summary>Tools.</summary>
    public required IReadOnlyList<ToolDefinition> Tools { get; init; }

    /// <summary>Packages of Ubuntu's archive.</summary>
    public IReadOnlyList<CataloguePackage> Packages { get; init; } = [];

    /// <summary>Reads the additions.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PinException">The file is unreadable, or has errors.</exception>
    public static CatalogueAdditions Load(string path) =>
        PinDocument.Read(PinFile.Read(path), path, CatalogueReading.Additions);
}
