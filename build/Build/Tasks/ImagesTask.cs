using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Files;
using Jumpbox.Fleets;

namespace Build.Tasks;

/// <summary>Lists the images whose settings the repository has. Sends no request.</summary>
[TaskName("Images")]
[TaskDescription(
    "Lists the images of this repository, all or those of --image, for the jobs of a CI system; images.json."
)]
public sealed class ImagesTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        IReadOnlyList<FleetJob> jobs = context.Images;
        AtomicFile.Write(context.Workspace.File("images.json"), FleetJob.Json(jobs) + "\n");
        foreach (FleetJob job in jobs)
        {
            context.Log.Information("{0}  {1}", job.Image, job.Artifacts);
        }
    }
}
