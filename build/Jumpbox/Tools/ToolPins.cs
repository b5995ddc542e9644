namespace Jumpbox.Tools;

/// <summary>The catalogue and the lock.</summary>
/// <param name="Catalogue">The available tools.</param>
/// <param name="Lock">Their pinned files.</param>
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

    /// <summary>Returns the pins of some tools.</summary>
    /// <param name="names">Comma-separated names; null or empty means all pinned tools.</param>
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

    /// <summary>
    /// Returns what a user must know about the selected tools: one sentence per tool, with the setting that omits it.
    /// </summary>
    /// <param name="wanted">Tool names and whether each is selected, from the settings.</param>
    /// <exception cref="PinException">The settings have a tool that is not in the catalogue.</exception>
    public IEnumerable<string> Warnings(IReadOnlyDictionary<string, bool> wanted) =>
        Catalogue
            .Select(wanted)
            .Where(tool => tool.Warning is not null)
            .Select(tool => $"{tool.Name}: {tool.Warning}. Set tools.{tool.Name}=false to omit it.");
}
