namespace Jumpbox.Tools;

/// <summary>Catalogue and lock as they are checked in together.</summary>
/// <param name="Catalogue">Which tools there are.</param>
/// <param name="Lock">Which bytes are theirs.</param>
public sealed record Pins(ToolCatalogue Catalogue, ToolLock Lock)
{
    /// <summary>Reads both from a checkout.</summary>
    /// <param name="root">The checkout's root.</param>
    /// <exception cref="PinException">One of them is missing or wrong.</exception>
    public static Pins Load(string root) =>
        new(
            ToolCatalogue.Load(Path.Combine(root, ToolCatalogue.DefaultPath)),
            ToolLock.Load(Path.Combine(root, ToolLock.DefaultPath))
        );
}
