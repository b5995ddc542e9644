using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>What a person has decided that it may be older, or prove less, than what is pinned.</summary>
/// <param name="Tools">The names of the tools.</param>
/// <param name="BaseImages">Whether base images may be older.</param>
public sealed record AcceptedStepsBack(IReadOnlyCollection<string> Tools, bool BaseImages)
{
    /// <summary>The name by which base images are accepted; no tool may have it.</summary>
    public const string BaseImagesName = "base-images";

    /// <summary>Reads the names of <c>--accept</c>; null or nothing accepts nothing.</summary>
    /// <param name="names">Comma-separated names.</param>
    /// <param name="catalogue">The tools.</param>
    /// <exception cref="PinException">A name is that of no tool.</exception>
    public static AcceptedStepsBack Parse(string? names, ToolCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        string[] all = (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] tools = [.. all.Where(name => name != BaseImagesName)];
        // No name would mean each tool to the catalogue.
        return new AcceptedStepsBack(
            tools.Length == 0 ? [] : [.. catalogue.Named(string.Join(',', tools), "accept").Select(tool => tool.Name)],
            tools.Length < all.Length
        );
    }

    /// <summary>Demands that base images that are older than the pinned ones are accepted.</summary>
    /// <param name="toolLock">The pins.</param>
    /// <param name="images">The new ones; null where they stay.</param>
    /// <returns>What was accepted, a line each.</returns>
    /// <exception cref="PinSourceException">They are not; the message names them.</exception>
    public IReadOnlyList<string> Demand(ToolLock toolLock, IReadOnlyList<LockedBaseImage>? images)
    {
        string[] back = [.. BaseImageVersions.StepsBack(toolLock, images ?? [])];
        return back.Length == 0 || BaseImages
            ? [.. back.Select(step => $"accepted: {step}")]
            : throw new PinSourceException(
                $"{string.Join("; ", back)}. Find out why; if it is right, add --accept={BaseImagesName}."
            );
    }
}
