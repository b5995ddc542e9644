using Build.Evidence;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Evidence.Gate;

namespace Build.Tasks;

/// <summary>Says from evidence, checkout and cloud whether the image may be released. Needs no image build.</summary>
[TaskName("Gate")]
[TaskDescription("Judges by the rules of the settings, from evidence and cloud, whether the image may be released.")]
internal sealed class GateTask(GateJudgement judgement) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        GateVerdict verdict = await judgement.VerdictAsync(context);
        verdict.RequirePassed();
        context.Log.Information("{0} may be released: {1} of {1} rules passed.", verdict.ImageId, verdict.Rules.Count);
    }
}
