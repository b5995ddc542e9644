namespace Jumpbox.Tools;

/// <summary>The tools that can go into an image: the typed and validated form of <c>scripts/tools.json</c>.</summary>
public sealed record ToolCatalogue
{
    /// <summary>Where the catalogue stands in the repository.</summary>
    public const string DefaultPath = "scripts/tools.json";

    /// <summary>How many days a release must be out before it is taken; 0 takes it at once.</summary>
    public required int MinimumReleaseAgeDays { get; init; }

    /// <summary>How many days after resolving the lock is due for a review.</summary>
    public required int ReviewAfterDays { get; init; }

    /// <summary>Hosts to which a download host is known to redirect: they need egress too.</summary>
    public required IReadOnlyDictionary<string, string> RedirectHosts { get; init; }

    /// <summary>The marketplace images that are known, supported and refused ones.</summary>
    public required IReadOnlyList<CatalogueBaseImage> BaseImages { get; init; }

    /// <summary>The tools, in the order of the file.</summary>
    public required IReadOnlyList<ToolDefinition> Tools { get; init; }

    /// <summary>Reads the catalogue.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PinException">The file is missing, or anything in it is wrong.</exception>
    public static ToolCatalogue Load(string path) => Parse(PinFile.Read(path), path);

    /// <summary>Reads the catalogue from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="PinException">Anything in the text is wrong; all problems are named.</exception>
    public static ToolCatalogue Parse(string text, string source = DefaultPath) =>
        PinDocument.Read(text, source, CatalogueReading.Catalogue);

    /// <summary>Finds a tool.</summary>
    /// <param name="name">The tool's name.</param>
    /// <returns>The tool, or null.</returns>
    public ToolDefinition? Find(string name) => Tools.FirstOrDefault(tool => tool.Name == name);

    /// <summary>Finds a marketplace image, case aside.</summary>
    /// <param name="publisher">The publisher.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="sku">The SKU.</param>
    /// <returns>The image, or null where the catalogue does not know it.</returns>
    public CatalogueBaseImage? FindBaseImage(string publisher, string offer, string sku) =>
        BaseImages.FirstOrDefault(image =>
            string.Equals(image.Publisher, publisher, StringComparison.OrdinalIgnoreCase)
            && string.Equals(image.Offer, offer, StringComparison.OrdinalIgnoreCase)
            && string.Equals(image.Sku, sku, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>The tools of a list of names.</summary>
    /// <param name="names">Names with commas between; null or empty means all tools.</param>
    /// <exception cref="PinException">A name is not in the catalogue; all unknown ones are named.</exception>
    public IReadOnlyList<ToolDefinition> Named(string? names)
    {
        string[] wanted = (names ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        RequireKnown(wanted, "the arguments", name => ("--tools", name));
        return wanted.Length == 0 ? Tools : [.. Tools.Where(tool => wanted.Contains(tool.Name))];
    }

    /// <summary>The tools that the settings ask for: what they name, and the catalogue's default for the rest.</summary>
    /// <param name="wanted">Tool names and whether each is wanted.</param>
    /// <exception cref="PinException">The settings name a tool that the catalogue does not have.</exception>
    public IReadOnlyList<ToolDefinition> Select(IReadOnlyDictionary<string, bool> wanted)
    {
        RequireKnown(wanted.Keys, "the settings", name => ($"tools.{name}", "set"));
        return [.. Tools.Where(tool => wanted.GetValueOrDefault(tool.Name, tool.Default))];
    }

    private void RequireKnown(IEnumerable<string> names, string source, Func<string, (string Path, string Value)> show)
    {
        string known = string.Join(", ", Tools.Select(tool => tool.Name));
        PinProblem[] unknown =
        [
            .. names
                .Where(name => Find(name) is null)
                .Select(name => show(PinText.Show(name)))
                .Select(problem => new PinProblem(problem.Path, problem.Value, $"a tool of the catalogue: {known}")),
        ];
        if (unknown.Length > 0)
        {
            throw new PinException(source, unknown);
        }
    }
}

/// <summary>A marketplace image that the catalogue knows.</summary>
/// <param name="Publisher">The marketplace publisher.</param>
/// <param name="Offer">The marketplace offer.</param>
/// <param name="Sku">The marketplace SKU.</param>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Suite">The Ubuntu code name, for example <c>noble</c>.</param>
/// <param name="Refused">Why the image is not to be used, or null for a supported one.</param>
public sealed record CatalogueBaseImage(
    string Publisher,
    string Offer,
    string Sku,
    string Architecture,
    string Suite,
    string? Refused
);
