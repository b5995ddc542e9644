using Jumpbox.Boundaries;
using Jumpbox.Tools;

namespace Jumpbox.Evidence.Provenance;

/// <summary>The CI that runs this, from its environment variables.</summary>
/// <param name="Id">The builder as a URI.</param>
/// <param name="InvocationId">The run.</param>
/// <param name="Repository">The repository's URL; null if unknown.</param>
public sealed record BuilderIdentity(string Id, string InvocationId, string? Repository)
{
    /// <summary>The name of this program among the builder's parts.</summary>
    internal const string Program = "jumpbox";

    /// <summary>The version of this program; null if unknown. Its sources may be of another repository than the image's.</summary>
    public string? Version { get; init; }

    /// <summary>A workstation: nothing vouches for it, and the provenance shows that.</summary>
    public const string Workstation = "urn:jumpbox:workstation";

    /// <summary>The prefix of a repository's address.</summary>
    internal const string Git = "git+";

    /// <summary>A repository without a known address.</summary>
    internal const string Checkout = "urn:jumpbox:checkout";

    /// <summary>Reads the builder from a statement.</summary>
    /// <param name="statement">The statement.</param>
    public static BuilderIdentity Of(ProvenanceStatement statement)
    {
        RunDetails run = statement.Predicate.RunDetails;
        string source =
            statement.Predicate.BuildDefinition.ResolvedDependencies.FirstOrDefault(one => one.Name == "source")?.Uri
            ?? "";
        // A source of an unknown commit has no @.
        int end =
            source.LastIndexOf('@') is var at and >= 0 && PinText.IsCommit(source[(at + 1)..]) ? at : source.Length;
        string? repository =
            source.StartsWith(Git, StringComparison.Ordinal) && end > Git.Length ? source[Git.Length..end] : null;
        return new BuilderIdentity(
            run.Builder.Id,
            run.Metadata.InvocationId,
            repository == Checkout ? null : repository
        )
        {
            Version = run.Builder.Version?.GetValueOrDefault(Program),
        };
    }

    /// <summary>Detects GitHub Actions and Azure DevOps. Sources: their lists of default and predefined variables.</summary>
    /// <param name="variables">The process's environment variables.</param>
    /// <param name="fallback">The run's id outside CI.</param>
    public static BuilderIdentity From(IReadOnlyDictionary<string, string> variables, string fallback)
    {
        string Of(string name) => variables.GetValueOrDefault(name, "");
        CiService service = CiEnvironment.Service(variables);
        if (service == CiService.GitHubActions)
        {
            string server = $"{Of("GITHUB_SERVER_URL")}/{Of("GITHUB_REPOSITORY")}";
            return new BuilderIdentity(
                $"{Of("GITHUB_SERVER_URL")}/{Of("GITHUB_WORKFLOW_REF")}",
                $"{server}/actions/runs/{Of("GITHUB_RUN_ID")}/attempts/{Of("GITHUB_RUN_ATTEMPT")}",
                server
            );
        }
        if (service == CiService.AzurePipelines)
        {
            string project = $"{Of("SYSTEM_COLLECTIONURI")}{Uri.EscapeDataString(Of("SYSTEM_TEAMPROJECT"))}";
            return new BuilderIdentity(
                $"{project}/_build?definitionId={Of("SYSTEM_DEFINITIONID")}",
                $"{project}/_build/results?buildId={Of("BUILD_BUILDID")}&attempt={Of("SYSTEM_JOBATTEMPT")}",
                // With the organisation in place of a user, if it is one of Azure Repos.
                RepositoryAddress.Of(Of("BUILD_REPOSITORY_URI"))
            );
        }
        return new BuilderIdentity(Workstation, fallback, null);
    }
}
