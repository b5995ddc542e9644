using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Azure;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.SignIn;
using Jumpbox.Checks;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Handover;
using Jumpbox.Settings;
using Jumpbox.Smoke;
using Jumpbox.Templates;

namespace Build.Evidence;

/// <summary>Judges a release from the evidence, this checkout and the cloud, and reports the result of each rule.</summary>
public sealed class GateJudgement
{
    private Task<GateVerdict>? _verdict;

    /// <summary>
    /// Returns the verdict of this run. The first call computes it, writes verdict and report, and logs each rule.
    /// </summary>
    /// <param name="context">The run.</param>
    internal Task<GateVerdict> VerdictAsync(BuildContext context) => _verdict ??= JudgeAsync(context);

    private static async Task<GateVerdict> JudgeAsync(BuildContext context)
    {
        string folder = context.Workspace.Root;
        foreach (string setting in context.Settings.Gate.Overridden)
        {
            context.Log.Warning("Not from the settings file: {0}.", setting);
        }
        IReadOnlyDictionary<string, byte[]> files = EvidenceFiles.Read(folder);
        Reading<ExpectedImage> expected = await ExpectedAsync(context);
        CloudSighting cloud =
            expected.State == ReadingState.Present
                ? await new ReleaseReading(await context.ConnectAsync()).ReadAsync(
                    expected.Value.Template,
                    context.Interrupted
                )
                : CloudSighting.Unreadable($"Which image to look up is unknown: {expected.Reason}");
        GateEvidence evidence = new(files, expected, cloud);
        evidence = evidence with { Signature = await SignatureReading.ReadAsync(context, evidence) };
        GateVerdict verdict = GateVerdict.Of(evidence, context.Settings.Gate, context.Time.GetUtcNow());
        verdict.WriteTo(folder);
        foreach (RuleVerdict rule in verdict.Rules)
        {
            context.Log.Information(
                "{0,-7} {1,-20} {2} (from: {3})",
                Word(rule.Outcome),
                rule.Id,
                rule.Evidence,
                rule.SourceWords
            );
        }
        if (await VerdictSigning.SignAsync(context, verdict, evidence) is { } signed)
        {
            context.Log.Information("{0}", signed);
        }
        context.Log.Information("{0}", ReportWriting.Write(context, verdict, revoked: cloud.RevokedContents));
        return verdict;
    }

    // The first image of a content has a name without asking; what cannot be read is reported by the rules that read it.
    private static async Task<TemplateRecord> ChosenAsync(
        BuildContext context,
        ImagePipeline pipeline,
        TemplateRecord described
    )
    {
        try
        {
            return (await pipeline.Choice.OfAsync(described, false, context.Interrupted)).Record;
        }
        catch (AzureFailure) when (context.Settings.Image.Distribute.Kind == DistributionKind.ManagedImage)
        {
            return described;
        }
    }

    private static string Word(RuleOutcome outcome) =>
        outcome switch
        {
            RuleOutcome.Pass => "pass",
            RuleOutcome.Unknown => "UNKNOWN",
            RuleOutcome.Skipped => "skipped",
            _ => "FAIL",
        };

    private static async Task<Reading<ExpectedImage>> ExpectedAsync(BuildContext context)
    {
        const string what = "What this checkout would build";
        try
        {
            CustomizerPlan plan = context.Customizer;
            ImagePipeline pipeline = await context.PipelineAsync();
            TemplateRecord described = await context.DescribeAsync();
            TemplateRecord template = await ChosenAsync(context, pipeline, described);
            return Readings.Present(
                what,
                new ExpectedImage(template, plan.ToJson(), context.Names.Owner)
                {
                    OwnSmokeChecks = [.. OwnSmokeScript.Read(UserRepository.Root).Select(script => script.Name)],
                }
            );
        }
        catch (Exception broken)
            when (broken is BicepException or CredentialException or AzureFailure or HandoverException)
        {
            return Readings.Unreadable<ExpectedImage>(what, broken.Message);
        }
    }
}
