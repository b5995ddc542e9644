using System.Text.RegularExpressions;
using Jumpbox.Evidence.Log;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>Reads the log again, because the record has only a copy.</summary>
internal sealed partial class BuildLogRule()
    : GateRule(
        "build-log",
        "The build log shows that every step succeeded, at the time of the build.",
        GateSource.File,
        GateSource.Checkout
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        IReadOnlyList<string> steps = evidence.Expected.Value.Template.Customizers;
        Differences wrong = Read(evidence, EvidenceFiles.CustomizationLog, steps, out _);
        return wrong.Any
            ? Fail($"{wrong}. Run the target Logs; a build that LocalAzure only simulates runs no step.")
            : Pass($"{steps.Count} steps, all succeeded");
    }

    /// <summary>What is wrong with a log whose steps have been identified.</summary>
    public static Differences Read(
        GateEvidence evidence,
        string name,
        IReadOnlyList<string> expected,
        out CustomizationLog log
    )
    {
        log = CustomizationLog.Parse(evidence.Text(name), ended: true);
        Differences wrong = new(name);
        LogStep[] steps = [.. log.Steps.Where(step => step.Name != LogParser.Deprovision)];
        wrong.Same("steps", steps.Where(step => !IsNameless(step)).Select(step => step.Name), expected);
        wrong.Same(
            "steps that did not succeed",
            steps.Where(step => step.State != LogStepState.Succeeded).Select(step => step.Name),
            []
        );
        wrong.Require(log.Failure is null, log.Failure?.Summary ?? "");
        wrong.Same(
            "failure messages",
            log.Lines.Where(line => Failed().IsMatch(line.Text)).Select(line => line.Text),
            []
        );
        DateTimeOffset[] times = [.. log.Lines.Select(line => line.Time).OfType<DateTimeOffset>()];
        ImageRecord image = evidence.Image;
        wrong.Require(times.Length > 0, "no line has a time");
        wrong.Require(
            times.All(time => time >= image.Started - Slack && time <= image.Finished + Slack),
            $"its lines are not from the build of {image.Started:u} to {image.Finished:u}"
        );
        return wrong;
    }

    // Packer's machine and Azure Resource Manager have different clocks.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    // Steps that Azure adds print no name and get that of their kind.
    private static bool IsNameless(LogStep step) => step.Name is "shell" or "shell-local" or "file";

    [GeneratedRegex(
        @"\A(?:==> )?(?:Build\b.*\berrored|Some builds didn't complete|Builds finished but no artifacts|Packer build failed|Cancelling build)"
            // None of the pipeline's steps complains and then succeeds.
            + @"|\Ajumpbox: FAILED ",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Failed();
}
