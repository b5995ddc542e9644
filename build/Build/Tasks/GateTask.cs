using Build.Reporting;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.Chain;
using Jumpbox.Evidence;
using Jumpbox.Gating;
using Jumpbox.Templates;

namespace Build.Tasks;

/// <summary>Says from the evidence whether the image may be released. Asks no cloud; needs no image build.</summary>
[TaskName("Gate")]
[TaskDescription("Judges by the rules of the settings whether the image may be released, from its evidence.")]
public sealed class GateTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        string folder = context.Workspace.Root;
        GateEvidence evidence = new(
            EvidenceFiles.Read(folder),
            await ExpectedHashAsync(context),
            context.Pins.Lock.Digest
        );
        GateVerdict verdict = GateVerdict.Of(evidence, context.Settings.Gate, TimeProvider.System.GetUtcNow());
        verdict.WriteTo(folder);
        context.Log.Information("{0}", ReportWriting.Write(context, verdict));
        foreach (RuleVerdict rule in verdict.Rules)
        {
            context.Log.Information("{0} {1,-20} {2}", rule.Passed ? "pass" : "FAIL", rule.Id, rule.Evidence);
        }
        verdict.RequirePassed();
        context.Log.Information("{0} may be released: {1} of {1} rules passed.", verdict.ImageId, verdict.Rules.Count);
    }

    private static async Task<string?> ExpectedHashAsync(BuildContext context)
    {
        try
        {
            ImagePipeline pipeline = await context.PipelineAsync();
            TemplateRecord described = await pipeline.Template.DescribeAsync(
                await context.CustomizerAsync(),
                context.Pins,
                await context.RevisionAsync(),
                context.Interrupted
            );
            return described.ContentHash;
        }
        catch (BicepException broken)
        {
            // The other rules are judged all the same; the rule content-hash fails.
            context.Log.Warning("{0}", broken.Message);
            return null;
        }
    }
}
