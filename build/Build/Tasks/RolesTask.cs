using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Evidence;
using Jumpbox.Templates;

namespace Build.Tasks;

/// <summary>Deploys the two roles of the builder if they do not exist.</summary>
[TaskName("Roles")]
[TaskDescription("Creates the builder's two least-privilege roles, or shows the built-in ones.")]
[IsDependentOn(typeof(PrereqsTask))]
public sealed class RolesTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        ImagePipeline pipeline = await context.PipelineAsync();
        Revision revision = await context.RevisionAsync();
        (RoleGuids roles, bool deployed) = await context.Shared.Once(
            ("roles", context.Settings.Cloud, pipeline.Roles.Place),
            () => pipeline.Roles.EnsureAsync(revision.Commit, context.Interrupted)
        );
        context.Log.Information(
            "Roles ({0}): network {1}, image {2}{3}.",
            context.Settings.Roles.Kind,
            roles.Network,
            roles.Image,
            deployed ? ", deployed" : ", unchanged"
        );
    }
}
