namespace Jumpbox.Sweeping;

/// <summary>What is known of who uses images.</summary>
/// <param name="Known">Every user that was seen.</param>
/// <param name="Unread">Where nobody could look, each with the reason; then no image may be called unused.</param>
public sealed record ImageUses(IReadOnlyList<ImageUse> Known, IReadOnlyList<string> Unread)
{
    /// <summary>Why an image must be taken for used: its first user, or where nobody could look; null when nothing uses it.</summary>
    /// <param name="image">The id of a managed image or of a gallery version.</param>
    public string? HolderOf(string image) =>
        Known.FirstOrDefault(use => use.Needs(image)) is { } use ? $"{use.UserId} uses it"
        : Unread.Count > 0 ? $"whether something uses it is not known: {string.Join("; ", Unread)}"
        : null;
}
