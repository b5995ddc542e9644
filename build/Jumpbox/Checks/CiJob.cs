using System.Globalization;
using Jumpbox.Boundaries;

namespace Jumpbox.Checks;

/// <summary>The CI job of this run.</summary>
/// <param name="Service">The CI service, for messages.</param>
/// <param name="Hosted">Whether the agent is hosted by the service, with the service's limits.</param>
/// <param name="LimitMinutes">The job's timeout in minutes.</param>
/// <param name="Declared">Whether the variable sets it; otherwise it is the service's default.</param>
public sealed record CiJob(string Service, bool Hosted, int LimitMinutes, bool Declared)
{
    /// <summary>The environment variable with the job's timeout in minutes.</summary>
    public const string LimitVariable = "JUMPBOX_JOB_MINUTES";

    // Microsoft-hosted agents end a job after 60 minutes without paid parallel jobs, GitHub's runners after 360.
    private const int AzureDevOpsMinutes = 60;
    private const int GitHubMinutes = 360;

    /// <summary>Reads the job from the environment variables that the services set.</summary>
    /// <param name="variables">The environment.</param>
    /// <returns>The job, or null outside CI.</returns>
    public static CiJob? Find(IReadOnlyDictionary<string, string> variables)
    {
        bool declared = int.TryParse(
            variables.GetValueOrDefault(LimitVariable),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int minutes
        );
        CiService service = CiEnvironment.Service(variables);
        if (service == CiService.AzurePipelines)
        {
            bool hosted = variables.GetValueOrDefault("AGENT_ISSELFHOSTED") != "1";
            return new("Azure DevOps", hosted, declared ? minutes : AzureDevOpsMinutes, declared);
        }
        if (service == CiService.GitHubActions)
        {
            bool hosted = variables.GetValueOrDefault("RUNNER_ENVIRONMENT") != "self-hosted";
            return new("GitHub Actions", hosted, declared ? minutes : GitHubMinutes, declared);
        }
        return null;
    }
}
