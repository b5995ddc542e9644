namespace Jumpbox.Tools;

/// <summary>Catalogue and lock as they are checked in together.</summary>
/// <param name="Catalogue">Which tools there are.</param>
/// <param name="Lock">Which bytes are theirs.</param>
public sealed record ToolPins(ToolCatalogue Catalogue, ToolLock Lock)
{
    /// <summary>Reads both from a checkout.</summary>
    /// <param name="root">The checkout's root.</param>
    /// <exception cref="PinException">One of them is missing or wrong.</exception>
    public static ToolPins Load(string root) =>
        new(
            ToolCatalogue.Load(Path.Combine(root, ToolCatalogue.DefaultPath)),
            ToolLock.Load(Path.Combine(root, ToolLock.DefaultPath))
        );

    /// <summary>The pins of some tools.</summary>
    /// <param name="names">Names with commas between; null or empty means all that are pinned.</param>
    /// <exception cref="PinException">A name is not in the catalogue or not pinned.</exception>
    public IReadOnlyList<LockedTool> Locked(string? names)
    {
        if (string.IsNullOrWhiteSpace(names))
        {
            return Lock.Tools;
        }
        IReadOnlyList<ToolDefinition> tools = Catalogue.Named(names);
        PinProblem[] missing =
        [
            .. tools
                .Where(tool => Lock.Find(tool.Name) is null)
                .Select(tool => new PinProblem($"tools.{tool.Name}", null, "a pin; run --target=Update")),
        ];
        return missing.Length == 0
            ? [.. tools.Select(tool => Lock.Find(tool.Name)!)]
            : throw new PinException(ToolLock.DefaultPath, missing);
    }

    /// <summary>What a user must know of the wanted tools: one sentence a tool, with the switch that leaves it out.</summary>
    /// <param name="wanted">Tool names and whether each is wanted, from the settings.</param>
    /// <exception cref="PinException">The settings name a tool that the catalogue does not have.</exception>
    public IEnumerable<string> Warnings(IReadOnlyDictionary<string, bool> wanted) =>
        Catalogue
            .Select(wanted)
            .Where(tool => tool.Warning is not null)
            .Select(tool => $"{tool.Name}: {tool.Warning}. tools.{tool.Name}=false leaves it out.");
}
