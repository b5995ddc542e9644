using Jumpbox.Settings;

namespace Jumpbox.Tools;

/// <summary>The catalogue and the lock.</summary>
/// <param name="Catalogue">The available tools.</param>
/// <param name="Lock">Their pinned files.</param>
public sealed record ToolPins(ToolCatalogue Catalogue, ToolLock Lock)
{
    /// <summary>
    /// Reads what ships with the program and, over it, what the user's repository has: its lock replaces the shipped one, its
    /// catalogue adds tools or replaces those of the same name.
    /// </summary>
    /// <param name="shipped">The root of the shipped files.</param>
    /// <param name="own">The root of the user's repository; null for a clone, which has both.</param>
    /// <exception cref="PinException">A file is missing or wrong.</exception>
    public static ToolPins Load(string shipped, string? own = null)
    {
        own ??= shipped;
        ToolCatalogue catalogue = ToolCatalogue.Load(Path.Combine(shipped, ToolCatalogue.DefaultPath));
        string additions = Path.Combine(own, ToolCatalogue.DefaultPath);
        return new ToolPins(
            own != shipped && File.Exists(additions) ? catalogue.With(CatalogueAdditions.Load(additions)) : catalogue,
            ToolLock.Load(LockIn(shipped, own))
        );
    }

    /// <summary>The lock that counts: the user's where it exists, or else the shipped one.</summary>
    /// <param name="shipped">The root of the shipped files.</param>
    /// <param name="own">The root of the user's repository.</param>
    public static string LockIn(string shipped, string own)
    {
        string theirs = Path.Combine(own, ToolLock.DefaultPath);
        return File.Exists(theirs) ? theirs : Path.Combine(shipped, ToolLock.DefaultPath);
    }

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
    /// Returns the tools that an update of the whole lock resolves: those that are pinned or must be. A tool of a bundle that
    /// no image has is left alone, because its publisher's trouble would stop everyone's update.
    /// </summary>
    /// <param name="images">The settings of each image.</param>
    public IReadOnlyList<ToolDefinition> ToUpdate(IEnumerable<JumpboxSettings> images)
    {
        JumpboxSettings[] all = [.. images];
        return
        [
            .. Catalogue.Tools.Where(tool =>
                Lock.Find(tool.Name) is not null || all.Any(image => LockAgreement.IsRequired(tool, image))
            ),
        ];
    }

    /// <summary>
    /// Returns what a user must know about the selected tools: one sentence per tool, with the setting that omits it.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="PinException">The settings have a tool that is not in the catalogue.</exception>
    public IEnumerable<string> Warnings(JumpboxSettings settings) =>
        Catalogue
            .Select(settings)
            .Where(tool => tool.Warning is not null)
            .Select(tool => $"{tool.Name}: {tool.Warning}. Set tools.{tool.Name}=false to omit it.");
}
