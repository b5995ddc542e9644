using Build.Arguments;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Build.Tasks;

/// <summary>Lists the targets, so that the command without arguments changes nothing.</summary>
[TaskName("Default")]
[TaskDescription("Lists the targets, each with the command to run it.")]
public sealed class DefaultTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        foreach ((string name, string description) in Targets.All)
        {
            context.Log.Information("./build.sh --target={0,-10} {1}", name, description);
        }
    }
}
