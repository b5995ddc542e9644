using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Fleets;

/// <summary>Finds images that would overwrite, delete or replace what another one created.</summary>
internal static class FleetConflicts
{
    /// <summary>Compares all images with one another.</summary>
    /// <param name="images">The settings by the image's name.</param>
    /// <returns>A sentence or two for each conflict.</returns>
    public static IEnumerable<string> Between(IReadOnlyDictionary<string, JumpboxSettings> images) =>
        Same(images, one => [Owner(one)])
            .Select(same =>
                $"{same.Images} have one owner, {same.Value}: Cleanup and Sweep of one would delete what another needs. Give each its own "
                + "image.name or resourceGroups.builder."
            )
            .Concat(
                Same(images, one => ManagedImages(one))
                    .Where(same => same.Owners > 1)
                    .Select(same =>
                        $"{same.Images} would name their images alike: {same.Value}. Give each its own image.name or resourceGroups.image."
                    )
            )
            .Concat(
                Same(images, Definitions)
                    .Select(same =>
                        $"{same.Images} write versions to one image definition, {same.Value}, whose latest version would be now one's and now "
                        + "another's. Give each its own definition."
                    )
            )
            .Concat(
                Same(images, one => one.BuildVm.StagingResourceGroup is { } group ? [$"{group}"] : [])
                    .Select(same =>
                        $"{same.Images} share the staging group {same.Value}, which must be empty for a build. Give each its own "
                        + "buildVm.stagingResourceGroup, or omit it."
                    )
            )
            .Concat(
                Same(images, one => one.Rollout.Kind == RolloutKind.None ? [] : [RolledOut(one.Rollout)])
                    .Select(same =>
                        $"{same.Images} roll out machines called {same.Value}, where one's would replace another's. Give each its own "
                        + "rollout.name or rollout.resourceGroup."
                    )
            )
            .Concat(
                // Only part of a digest is in this name.
                Same(images, one => [$"{new Names(one).Probe}"])
                    .Where(same => same.Owners > 1)
                    .Select(same =>
                        $"{same.Images} would start machines of one name, {same.Value.Split('/')[^1]}, for Prereqs --probe and Smoke. Change "
                        + "image.name of one of them."
                    )
            )
            .Concat(StagedInto(images));

    private static string RolledOut(RolloutSettings rollout) =>
        $"{rollout.Name} in {ResourceId.ForGroup(rollout.SubnetId!.SubscriptionId, rollout.ResourceGroup)}";

    private static string Owner(JumpboxSettings one) =>
        $"{new Names(one).Owner} in {one.Cloud} subscription {one.SubscriptionId.ToLowerInvariant()}";

    private static IEnumerable<string> ManagedImages(JumpboxSettings one) =>
        one.Image.Distribute.Kind == DistributionKind.ManagedImage
            ?
            [
                $"img-{one.Image.Name}-… in /subscriptions/{one.SubscriptionId}/resourceGroups/{one.ResourceGroups.Image}",
            ]
            : [];

    // Promote copies to the definitions of the environments, so that they are written too.
    private static IEnumerable<string> Definitions(JumpboxSettings one) =>
        new[] { one.Image.Distribute.GalleryImageId }
            .OfType<ResourceId>()
            .Concat(one.Environments.Select(environment => environment.GalleryImageId))
            .Select(id => $"{id}")
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> StagedInto(IReadOnlyDictionary<string, JumpboxSettings> images) =>
        from staged in images
        where staged.Value.BuildVm.StagingResourceGroup is not null
        from other in images
        let names = new Names(other.Value)
        where
            staged.Value.BuildVm.StagingResourceGroup == names.BuilderGroup
            || staged.Value.BuildVm.StagingResourceGroup == names.ImageGroup
        select $"The staging group of {staged.Key}, {staged.Value.BuildVm.StagingResourceGroup}, is a group of {other.Key}, which is never "
            + "empty. Change buildVm.stagingResourceGroup.";

    private static IEnumerable<(string Images, string Value, int Owners)> Same(
        IReadOnlyDictionary<string, JumpboxSettings> images,
        Func<JumpboxSettings, IEnumerable<string>> values
    ) =>
        images
            .SelectMany(image => values(image.Value).Select(value => (Image: image, Value: value)))
            .GroupBy(pair => pair.Value, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1)
            .Select(same =>
                (
                    string.Join(", ", same.Select(pair => pair.Image.Key).Order(StringComparer.Ordinal)),
                    same.Key,
                    same.Select(pair => Owner(pair.Image.Value)).Distinct(StringComparer.Ordinal).Count()
                )
            );
}
