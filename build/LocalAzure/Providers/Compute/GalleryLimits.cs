using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// How many galleries, definitions and versions a subscription has in a region. Source: MicrosoftDocs/azure-compute-docs,
/// azure-compute-gallery.md, "Limits"; the error's code is not documented. A world may lower a limit with a quota of the
/// resource type's name.
/// </summary>
internal static class GalleryLimits
{
    private static readonly Dictionary<string, int> Most = new(StringComparer.OrdinalIgnoreCase)
    {
        [Galleries.TypeName] = 100,
        [GalleryImages.TypeName] = 1_000,
        [GalleryVersions.TypeName] = 10_000,
    };

    /// <exception cref="ArmException">There are as many as there may be.</exception>
    public static void Check(ResourceStore store, string type, ArmPath path, string location)
    {
        string subscription = $"/subscriptions/{path.SubscriptionId}/".ToLowerInvariant();
        int most =
            WorldSettings
                .Section(store, "quotas")
                .At("compute")
                .Items()
                .FirstOrDefault(quota => ArmPath.Same(quota["name"].Text(), type))
                .At("limit")
                .Number()
            ?? Most[type];
        int count = store
            .OfType(type)
            .Count(one =>
                one.Key.StartsWith(subscription, StringComparison.Ordinal)
                && ArmPath.Same(one.Body["location"].Text() ?? "", location)
            );
        if (count >= most)
        {
            throw new ArmException(
                409,
                "QuotaExceeded",
                $"The subscription '{path.SubscriptionId}' has {count} resources of type '{type}' in '{location}'; the limit is "
                    + $"{most}."
            );
        }
    }
}
