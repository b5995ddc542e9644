namespace Jumpbox.Checks.Catalogue;

/// <summary>The CI job does not time out before the build does.</summary>
internal sealed class JobTimeLimit : ICheck
{
    public string Id => "job-time-limit";

    public string Title => "The CI job's timeout covers the build";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        if (facts.Job is not { } job)
        {
            yield return Finding.Skipped("This is not a CI job.");
            yield break;
        }
        int build = facts.Settings.BuildVm.TimeoutMinutes;
        (string, string)[] evidence =
        [
            ("service", job.Service),
            ("jobMinutes", $"{job.LimitMinutes}"),
            ("buildMinutes", $"{build}"),
            ("declared", job.Declared ? CiJob.LimitVariable : "the service's default limit"),
        ];
        if (job.LimitMinutes == 0 || job.LimitMinutes > build || (!job.Hosted && !job.Declared))
        {
            yield return Finding.Pass(
                $"The timeout of the {job.Service} job covers the build ({build} minutes).",
                evidence
            );
            yield break;
        }
        // Not a failure: the build continues in Azure when its job times out, and the next run attaches to it.
        yield return Finding.Warn(
            $"The {job.Service} job times out after {job.LimitMinutes} minutes"
                + $"{(job.Declared ? "" : " by default")}, but the build may take {build}; "
                + "it would fail with 'The operation was canceled' while the build continues.",
            Cure.ByHand(
                $"Set the job's timeout (timeoutInMinutes in Azure DevOps, timeout-minutes in GitHub Actions) above {build} minutes "
                    + $"and the variable {CiJob.LimitVariable} to the same value, or run the same command again: it attaches to the build."
            ),
            evidence
        );
    }
}
