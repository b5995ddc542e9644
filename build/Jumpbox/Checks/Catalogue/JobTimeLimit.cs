namespace Jumpbox.Checks.Catalogue;

/// <summary>A CI job is not ended before the build is.</summary>
internal sealed class JobTimeLimit : ICheck
{
    public string Id => "job-time-limit";

    public string Title => "The CI job may take as long as the build";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        if (facts.Job is not { } job)
        {
            yield return Finding.Skipped("This is no CI job.");
            yield break;
        }
        int build = facts.Settings.BuildVm.TimeoutMinutes;
        (string, string)[] evidence =
        [
            ("service", job.Service),
            ("jobMinutes", $"{job.LimitMinutes}"),
            ("buildMinutes", $"{build}"),
            ("declared", job.Declared ? CiJob.LimitVariable : "the service's usual limit"),
        ];
        if (job.LimitMinutes == 0 || job.LimitMinutes > build || (!job.Hosted && !job.Declared))
        {
            yield return Finding.Pass(
                $"The job of {job.Service} may take as long as the build ({build} minutes).",
                evidence
            );
            yield break;
        }
        // The build goes on in Azure when its job is ended, and the next run attaches to it: no failure.
        yield return Finding.Warn(
            $"The job of {job.Service} is ended after {job.LimitMinutes} minutes"
                + $"{(job.Declared ? "" : " where nothing else is set")}, and the build may take {build}; "
                + "it would end with 'The operation was canceled' while the build goes on.",
            Cure.ByHand(
                $"Give the job a limit (timeoutInMinutes in Azure DevOps, timeout-minutes in GitHub Actions) above {build} minutes "
                    + $"and say so in the variable {CiJob.LimitVariable}, or run the same command again: it attaches to the build."
            ),
            evidence
        );
    }
}
