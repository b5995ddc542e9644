using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Evidence;
using Jumpbox.Templates;

namespace Build.Tasks;

/// <summary>Creates the resource groups, the identity and the role assignments if they do not exist.</summary>
[TaskName("Identity")]
[TaskDescription("Creates the resource groups, the builder's identity and its role assignments.")]
[IsDependentOn(typeof(RolesTask))]
public sealed class IdentityTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        ImagePipeline pipeline = await context.PipelineAsync();
        Revision revision = await context.RevisionAsync();
        Task<RoleGuids> roles = pipeline.Roles.GuidsAsync(context.Interrupted);
        Task<IReadOnlyList<string>> groups = context.Shared.Once(
            ("groups", context.Settings.Cloud, context.Names.BuilderGroup, context.Names.ImageGroup),
            () => pipeline.Identity.EnsureGroupsAsync(revision.Commit, context.Interrupted)
        );
        foreach (string made in await groups)
        {
            context.Log.Information("Resource group {0} created.", made);
        }
        foreach (string made in await pipeline.Identity.EnsureGalleryAsync(revision.Commit, context.Interrupted))
        {
            context.Log.Information("{0} created.", made);
        }
        string principal = await pipeline.Identity.EnsureAsync(await roles, revision.Commit, context.Interrupted);
        context.Log.Information(
            "Identity {0} (principal {1}) may join {2} and write images to {3}.",
            context.Names.Identity.Name,
            principal,
            context.Settings.Network.VirtualNetworkId.Name,
            context.Names.ImageScope.Name
        );
    }
}
