using Jumpbox.Customizer;
using Jumpbox.Evidence.Assessing;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>
/// Shows how far the image is hardened, what the settings leave out of it and what an assessor that nobody here wrote found in a
/// rehearsal of its steps. It decides only where the settings set a minimum.
/// </summary>
internal sealed class AssessedRootRule()
    : GateRule(
        "assessed",
        "An assessor found at least as many rules passed in a rehearsal of these steps as gate.minimumAssessed demands.",
        GateSource.File,
        GateSource.Checkout
    )
{
    private const string Cure = "run the target Rehearse with --assess=openscap, then Logs";

    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        string hardened = Hardened(settings);
        bool decides = settings.MinimumAssessed > 0;
        string none = decides ? "" : "; gate.minimumAssessed sets no minimum";
        if (!evidence.Files.ContainsKey(EvidenceFiles.Assessment))
        {
            string missing = $"{hardened}; not assessed, so what an assessor finds is unknown";
            return decides ? Unknown($"{missing}: {Cure}.") : Skip(missing + none);
        }
        Assessment assessment;
        try
        {
            assessment = Assessment.Parse(evidence.Text(EvidenceFiles.Assessment));
        }
        catch (EvidenceException broken) when (!decides)
        {
            return Skip($"{hardened}; {broken.Message.TrimEnd('.')}{none}");
        }
        // What the checkout would build is unknown only without it, and then the assessment proves nothing.
        bool isOfThese =
            evidence.Expected.State == Checks.ReadingState.Present
            && assessment.CustomizerSha256 == AssessedSubject.Digest(evidence.Expected.Value.Customizer);
        string found = isOfThese
            ? $"{hardened}; in a rehearsal: {assessment.Summary}"
            : $"{hardened}; {EvidenceFiles.Assessment} is of other steps than these, or which these are is unknown";
        return !decides ? Skip(found + none)
            : !isOfThese || assessment.PassedPercent is not { } percent ? Unknown($"{found}: {Cure}.")
            : assessment.Finished > now.AddMinutes(5)
                ? Fail(
                    $"{found}. It ended at {assessment.Finished:u}, which is in the future: compare the clocks, and {Cure}."
                )
            : percent < settings.MinimumAssessed
                ? Fail(
                    $"{found}. gate.minimumAssessed demands {settings.MinimumAssessed} %: apply more of what failed, or set a lower minimum."
                )
            : Pass(found);
    }

    private static string Hardened(GateSettings settings)
    {
        string leftOut = AssessmentText.LeftOut(settings.HardeningOptOuts);
        return $"customizer.profile is {HardeningPlan.Word(settings.Hardening)}{(leftOut.Length == 0 ? "" : $", {leftOut}")}";
    }
}
