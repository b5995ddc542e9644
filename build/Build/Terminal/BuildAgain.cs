using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.Clients;
using Jumpbox.Boundaries;
using Jumpbox.Evidence.Log;
using Jumpbox.Explaining;

namespace Build.Terminal;

/// <summary>Says whether a failed image build is started again, and waits until then.</summary>
internal static class BuildAgain
{
    /// <param name="context">The run, with the policy <c>buildVm.attempts</c>.</param>
    /// <param name="logs">The build's logs.</param>
    /// <param name="run">The failed run.</param>
    /// <param name="attempt">What it was.</param>
    /// <returns>The next attempt; null if there is none.</returns>
    /// <exception cref="OperationCanceledException">The run was interrupted during the wait.</exception>
    public static async Task<BuildAttempt?> NextAsync(
        BuildContext context,
        LogSummary logs,
        ImageRun run,
        BuildAttempt attempt
    )
    {
        int most = context.Settings.BuildVm.Attempts;
        if (most == 1 || run.State is RunState.Canceled or RunState.Canceling)
        {
            return null;
        }
        AnotherAttempt next = AnotherAttempt.After(
            logs.Explain(BuildNarration.RunText(run)),
            attempt.Number,
            most,
            attempt.Untried
        );
        if (next.Wait is not { } wait)
        {
            context.Log.Information("The build is not started again: {0}.", next.Reason);
            return null;
        }
        BuildAttempt following = attempt.Next(next.OtherSize);
        context.Log.Information(
            "Attempt {0} of {1} failed for a reason that passes ({2}): starting the build again{3} in {4}.",
            attempt.Number,
            most,
            next.Reason,
            next.OtherSize ? $" with size {following.Size}" : "",
            SpanWords.Of(wait)
        );
        await Task.Delay(wait, context.Time, context.Interrupted);
        return following;
    }
}
