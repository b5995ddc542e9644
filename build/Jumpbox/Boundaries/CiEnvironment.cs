namespace Jumpbox.Boundaries;

/// <summary>Detects the CI service by the variable that each sets to <c>true</c> in every job.</summary>
public static class CiEnvironment
{
    /// <summary>Returns the service of these environment variables.</summary>
    /// <param name="variables">The process's environment variables.</param>
    public static CiService Service(IReadOnlyDictionary<string, string> variables)
    {
        return IsTrue("TF_BUILD") ? CiService.AzurePipelines
            : IsTrue("GITHUB_ACTIONS") ? CiService.GitHubActions
            : CiService.None;

        bool IsTrue(string name) =>
            string.Equals(variables.GetValueOrDefault(name), "true", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>The CI service that a process runs in.</summary>
public enum CiService
{
    /// <summary>None: a workstation.</summary>
    None,

    /// <summary>Azure Pipelines.</summary>
    AzurePipelines,

    /// <summary>GitHub Actions.</summary>
    GitHubActions,
}
