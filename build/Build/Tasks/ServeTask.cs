using Build.Clouds;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Build.Tasks;

/// <summary>Serves LocalAzure to any client until Ctrl+C.</summary>
[TaskName("Serve")]
[TaskDescription("Serves LocalAzure on loopback to any client until Ctrl+C.")]
internal sealed class ServeTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) =>
        ServedAzure.RunAsync(context, line => context.Log.Information("{0}", line));
}
