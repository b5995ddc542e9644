using Jumpbox.Settings;

namespace Jumpbox.Tools;

/// <summary>The tools that can be installed in an image: the typed and validated form of <c>scripts/tools.json</c>.</summary>
public sealed record ToolCatalogue
{
    /// <summary>The catalogue's path in the repository.</summary>
    public const string DefaultPath = "scripts/tools.json";

    /// <summary>The minimum age of a release in days; 0 for none.</summary>
    public required int MinimumReleaseAgeDays { get; init; }

    /// <summary>The number of days after which the lock is due for review.</summary>
    public required int ReviewAfterDays { get; init; }

    /// <summary>Hosts to which a download host is known to redirect: they need egress too.</summary>
    public required IReadOnlyDictionary<string, string> RedirectHosts { get; init; }

    /// <summary>The known marketplace images, supported and refused.</summary>
    public required IReadOnlyList<CatalogueBaseImage> BaseImages { get; init; }

    /// <summary>The tools, in the order of the file.</summary>
    public required IReadOnlyList<ToolDefinition> Tools { get; init; }

    /// <summary>The packages of Ubuntu's archive in the bundles.</summary>
    public IReadOnlyList<CataloguePackage> Packages { get; init; } = [];

    /// <summary>Reads the catalogue.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PinException">The file is missing, or has errors.</exception>
    public static ToolCatalogue Load(string path) => Parse(PinFile.Read(path), path);

    /// <summary>Reads the catalogue from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="PinException">The text has errors; the message lists them all.</exception>
    public static ToolCatalogue Parse(string text, string source = DefaultPath) =>
        PinDocument.Read(text, source, CatalogueReading.Catalogue);

    /// <summary>This catalogue with a user's additions: a tool or image of the same name is replaced, others are added.</summary>
    /// <param name="additions">The additions.</param>
    public ToolCatalogue With(CatalogueAdditions additions)
    {
        ArgumentNullException.ThrowIfNull(additions);
        return new ToolCatalogue
        {
            MinimumReleaseAgeDays = additions.MinimumReleaseAgeDays ?? MinimumReleaseAgeDays,
            ReviewAfterDays = additions.ReviewAfterDays ?? ReviewAfterDays,
            RedirectHosts = additions.RedirectHosts.Concat(RedirectHosts).DistinctBy(host => host.Key).ToDictionary(),
            BaseImages = Over(BaseImages, additions.BaseImages, image => (image.Publisher, image.Offer, image.Sku)),
            Tools = Over(Tools, additions.Tools, tool => tool.Name),
            Packages = Over(Packages, additions.Packages, package => package.Name),
        };
    }

    /// <summary>Finds a tool.</summary>
    /// <param name="name">The tool's name.</param>
    /// <returns>The tool, or null.</returns>
    public ToolDefinition? Find(string name) => Tools.FirstOrDefault(tool => tool.Name == name);

    /// <summary>Finds a marketplace image, ignoring case.</summary>
    /// <param name="publisher">The publisher.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="sku">The SKU.</param>
    /// <returns>The image, or null if the catalogue does not have it.</returns>
    public CatalogueBaseImage? FindBaseImage(string publisher, string offer, string sku) =>
        BaseImages.FirstOrDefault(image =>
            string.Equals(image.Publisher, publisher, StringComparison.OrdinalIgnoreCase)
            && string.Equals(image.Offer, offer, StringComparison.OrdinalIgnoreCase)
            && string.Equals(image.Sku, sku, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Returns the tools of a list of names.</summary>
    /// <param name="names">Comma-separated names; null or empty means all tools.</param>
    /// <param name="argument">The argument that has them, for the message.</param>
    /// <exception cref="PinException">A name is not in the catalogue; the message lists all unknown ones.</exception>
    public IReadOnlyList<ToolDefinition> Named(string? names, string argument = "tools")
    {
        string[] wanted = (names ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        RequireKnown(wanted, "The arguments", name => ($"--{argument}", name));
        return wanted.Length == 0 ? Tools : [.. Tools.Where(tool => wanted.Contains(tool.Name))];
    }

    /// <summary>
    /// Returns the selected tools, by the settings if they mention a tool, otherwise by the bundle.
    /// </summary>
    /// <param name="wanted">Tool names and whether each is selected.</param>
    /// <param name="bundle">The bundle.</param>
    /// <exception cref="PinException">The settings have a tool that is not in the catalogue.</exception>
    public IReadOnlyList<ToolDefinition> Select(
        IReadOnlyDictionary<string, bool> wanted,
        ToolBundle bundle = ToolBundle.Original
    )
    {
        RequireKnown(wanted.Keys, "The settings", name => ($"tools.{name}", "set"));
        return [.. Tools.Where(tool => tool.IsSelected(wanted, bundle))];
    }

    /// <summary>Returns the tools that the settings select.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="PinException">They have a tool that is not in the catalogue.</exception>
    public IReadOnlyList<ToolDefinition> Select(JumpboxSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Select(settings.Tools, settings.Bundle);
    }

    private static IReadOnlyList<T> Over<T, TKey>(IReadOnlyList<T> shipped, IReadOnlyList<T> own, Func<T, TKey> key)
        where TKey : notnull
    {
        // A dictionary that loses no entry keeps the order.
        Dictionary<TKey, T> all = [];
        foreach (T one in shipped.Concat(own))
        {
            all[key(one)] = one;
        }
        return [.. all.Values];
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

/// <summary>A marketplace image in the catalogue.</summary>
/// <param name="Publisher">The marketplace publisher.</param>
/// <param name="Offer">The marketplace offer.</param>
/// <param name="Sku">The marketplace SKU.</param>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Suite">The Ubuntu code name, for example <c>noble</c>.</param>
/// <param name="Refused">Why the image must not be used, or null for a supported one.</param>
public sealed record CatalogueBaseImage(
    string Publisher,
    string Offer,
    string Sku,
    string Architecture,
    string Suite,
    string? Refused
);
