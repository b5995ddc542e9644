using Build.Reporting;
using Cake.Core;
using Cake.Frosting;

namespace Build;

/// <summary>What happens around each task: in CI its lines become a group, and what it found out becomes known to later steps.</summary>
public sealed class BuildTaskLifetime : FrostingTaskLifetime<BuildContext>
{
    private readonly CiOutput _ci;

    /// <summary>A lifetime that tells a CI system.</summary>
    /// <param name="ci">The system, if there is one.</param>
    public BuildTaskLifetime(CiOutput ci) => _ci = ci;

    /// <inheritdoc/>
    public override void Setup(BuildContext context, ITaskSetupContext info) => _ci.Begin(info.Task.Name);

    /// <inheritdoc/>
    public override void Teardown(BuildContext context, ITaskTeardownContext info) =>
        _ci.End(info.Task.Name, info.Successful && !info.Skipped, context.Workspace);
}
