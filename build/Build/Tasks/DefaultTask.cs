using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Build.Tasks;

/// <summary>Lists the targets.</summary>
[TaskName("Default")]
[TaskDescription("Lists the targets, each with the command to type.")]
public sealed class DefaultTask : FrostingTask
{
    /// <inheritdoc/>
    public override void Run(ICakeContext context) => context.Log.Information("./build.sh --description");
}
