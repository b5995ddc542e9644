using Build.Evidence;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Evidence.Gate;

namespace Build.Tasks;

/// <summary>Decides from evidence, checkout and cloud whether the image may be released. Needs no image build.</summary>
[TaskName("Gate")]
[TaskDescription("Decides whether the image may be released, by evidence, cloud and the rules in the settings.")]
public sealed class GateTask(GateJudgement judgement) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        GateVerdict verdict = await judgement.VerdictAsync(context);
        verdict.RequirePassed();
        context.Log.Information("{0} may be released: {1}.", verdict.ImageId, verdict.Summary);
    }
}
