using Jumpbox.Cleaning;

namespace Jumpbox.Life;

/// <summary>
/// What an image was built from, without the checkout that built it: its signed evidence says so, or only its tags, which
/// anyone with the right to write tags can change.
/// </summary>
/// <param name="ContentHash">The SHA-256 of its content; null when unknown.</param>
/// <param name="Run">The build that created it; null when unknown.</param>
/// <param name="Commit">The commit; null when unknown.</param>
/// <param name="Source"><c>signature</c> or <c>tags</c>.</param>
/// <param name="Text">How it is known, or why not, as the end of a sentence.</param>
public sealed record ImageIdentity(string? ContentHash, string? Run, string? Commit, string Source, string Text)
{
    /// <summary>The value of <see cref="Source"/> for a verified signature.</summary>
    public const string Signature = "signature";

    /// <summary>Whether signed evidence proves it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsSigned => Source == Signature;

    /// <summary>The identity in one line; what is unknown is called so.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Line =>
        $"content {ContentHash ?? "unknown"}, build {Run ?? "unknown"}, commit {Commit ?? "unknown"} ({Text})";

    /// <summary>The identity as far as the tags have it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="because">Why there is no signed evidence, as the end of a sentence.</param>
    public static ImageIdentity OfTags(FoundImage image, string because) =>
        new(image.ContentHash, image.Run, image.Commit, "tags", $"from its tags only: {because}");
}
