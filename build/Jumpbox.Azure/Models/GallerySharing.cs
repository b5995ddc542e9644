namespace Jumpbox.Azure;

/// <summary>With whom a gallery is shared beyond role assignments.</summary>
/// <param name="WithEverybody">Whether it is shared with the community.</param>
/// <param name="Subscriptions">The GUIDs of the subscriptions that it is shared with.</param>
/// <param name="Tenants">The GUIDs of the tenants that it is shared with.</param>
public sealed record GallerySharing(
    bool WithEverybody,
    IReadOnlyList<string> Subscriptions,
    IReadOnlyList<string> Tenants
);
