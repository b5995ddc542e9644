using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Rights;

/// <summary>The permissions that the signed-in account needs for each target, at the scope of the target.</summary>
public static class OperatorNeeds
{
    private const string Assignments = "Microsoft.Authorization/roleAssignments";
    private const string Deployments = "Microsoft.Resources/deployments";
    private const string Definitions = "Microsoft.Authorization/roleDefinitions";
    private const string Galleries = "Microsoft.Compute/galleries";
    private const string Groups = "Microsoft.Resources/subscriptions/resourceGroups";
    private const string Identities = "Microsoft.ManagedIdentity/userAssignedIdentities";
    private const string Tags = "Microsoft.Resources/tags";
    private const string Templates = "Microsoft.VirtualMachineImages/imageTemplates";

    /// <summary>Returns the actions for the settings in the order of the chain.</summary>
    /// <param name="settings">The settings; the subscription is known.</param>
    /// <param name="missing">The builder's and the image's group if they do not exist yet and will be created.</param>
    /// <param name="ours">Those of the two that the pipeline created or will create, which Cleanup may delete.</param>
    /// <param name="creates">Whether the image definition does not exist yet and will be created.</param>
    public static IReadOnlyList<RequiredAction> For(
        JumpboxSettings settings,
        IReadOnlyCollection<ResourceId> missing,
        IReadOnlyCollection<ResourceId> ours,
        bool creates = false
    )
    {
        string subscription = $"/subscriptions/{settings.SubscriptionId}";
        string builder = new Names(settings).BuilderGroup.ToString();
        string[] assigned = [.. Assigned(settings)];
        string[] otherGroups =
        [
            .. assigned
                .Select(scope => ResourceId.Parse(scope).Group.ToString())
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(group => !group.Equals(builder, StringComparison.OrdinalIgnoreCase)),
        ];
        // templates/roles.bicep defines the role for the image where the image goes.
        string[] defined = settings.Roles.Kind == RoleKind.Custom ? [subscription, .. Elsewhere(settings)] : [];
        List<RequiredAction> needs = [];
        void Need(string target, string scope, params string[] actions) =>
            needs.AddRange(actions.Select(action => new RequiredAction(target, scope, action)));

        if (settings.Roles.AreAssignedBefore)
        {
            Need("Identity", subscription, $"{Definitions}/read");
            Need("Identity", builder, $"{Identities}/read");
            foreach (string scope in assigned)
            {
                Need("Identity", scope, $"{Assignments}/read");
            }
        }
        else
        {
            foreach (string scope in defined)
            {
                Need("Roles", scope, $"{Definitions}/read", $"{Definitions}/write", $"{Deployments}/write");
            }
            if (missing.Count > 0)
            {
                Need("Identity", subscription, $"{Groups}/write");
            }
            Need("Identity", builder, $"{Identities}/read", $"{Identities}/write", $"{Deployments}/write");
            // Nested deployments of the builder's deployment assign the roles in each of these groups.
            foreach (string group in otherGroups)
            {
                Need("Identity", group, $"{Deployments}/write");
            }
            foreach (string scope in assigned)
            {
                Need("Identity", scope, $"{Assignments}/read", $"{Assignments}/write");
            }
        }
        Need(
            "Template",
            builder,
            $"{Templates}/read",
            $"{Templates}/write",
            $"{Templates}/delete",
            $"{Identities}/assign/action",
            $"{Deployments}/write"
        );
        if (settings.Image.Distribute.Kind == DistributionKind.Gallery)
        {
            string gallery = BuilderNeeds.ImageScope(settings);
            Need("Template", gallery, $"{Galleries}/images/read", $"{Galleries}/images/versions/read");
            if (
                !settings.Roles.AreAssignedBefore
                && settings.Gallery is { EndOfLifeDays: > 0 } or { KeepRegions: true } or { ExcludedRegions.Count: > 0 }
            )
            {
                // What Image Builder cannot set on a version: VersionAftercare.
                Need("Build", gallery, $"{Galleries}/images/versions/write");
            }
            if (creates)
            {
                Need("Identity", gallery, $"{Galleries}/write", $"{Galleries}/images/write");
            }
        }
        Need("Build", builder, $"{Templates}/run/action", $"{Templates}/cancel/action");
        needs.AddRange(SmokeRights.For(settings));
        needs.AddRange(SmokeRights.OfClusters(settings));
        if (settings.Roles.AreAssignedBefore)
        {
            return needs;
        }
        if (settings.Image.Distribute.Kind != DistributionKind.Vhd)
        {
            // A tag of the image records its build.
            Need("Build", BuilderNeeds.ImageScope(settings), $"{Tags}/write");
        }
        if (settings.Cleanup != CleanupLevel.None)
        {
            foreach (string scope in assigned)
            {
                Need("Cleanup", scope, $"{Assignments}/delete");
            }
        }
        if (settings.Cleanup == CleanupLevel.All)
        {
            Need("Cleanup", builder, $"{Identities}/delete", $"{Deployments}/delete");
            foreach (string group in otherGroups)
            {
                Need("Cleanup", group, $"{Deployments}/delete");
            }
            foreach (string scope in defined)
            {
                Need("Cleanup", scope, $"{Definitions}/delete", $"{Deployments}/delete");
            }
            foreach (ResourceId group in ours)
            {
                Need("Cleanup", group.ToString(), $"{Groups}/delete");
            }
        }
        return needs;
    }

    // The subscription of the image, if it is another one.
    private static IEnumerable<string> Elsewhere(JumpboxSettings settings)
    {
        string image = new Names(settings).ImageScope.SubscriptionId;
        return image.Equals(settings.SubscriptionId, StringComparison.OrdinalIgnoreCase)
            ? []
            : [$"/subscriptions/{image}"];
    }

    // The scopes at which the target Identity assigns roles to the builder: templates/identity.bicep.
    private static IEnumerable<string> Assigned(JumpboxSettings settings)
    {
        yield return settings.Network.VirtualNetworkId.ToString();
        yield return BuilderNeeds.ImageScope(settings);
        if (settings.Image.Base.ImageId is { } source)
        {
            yield return source.Group.ToString();
        }
        if (settings.BuildVm.StagingResourceGroup is { } staging)
        {
            yield return staging.ToString();
        }
    }
}
