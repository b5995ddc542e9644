using Build.Refreshing;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Build.Tasks;

/// <summary>Opens or renews the one pull request with the lock that Update has changed, in a CI run.</summary>
[TaskName("Propose")]
[TaskDescription("Opens or renews one pull request with the updated lock, its plan and its rehearsal; in CI only.")]
public sealed class ProposeTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context) =>
        context.Log.Information(
            "{0}",
            await Proposal.RunAsync(
                Proposal.Of(context.Variables),
                UserRepository.Root,
                context.Workspace.Root,
                context.Interrupted
            )
        );
}
