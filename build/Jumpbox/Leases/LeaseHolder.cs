using System.Security.Cryptography;
using System.Text;
using Jumpbox.Boundaries;

namespace Jumpbox.Leases;

/// <summary>
/// Who needs an image template: all jobs of one run of a pipeline, or all runs in one artifacts folder of one machine.
/// </summary>
/// <param name="Id">Twelve hexadecimal digits, the same for each job of the holder.</param>
/// <param name="Title">The holder as messages name it, in one line of at most 200 characters.</param>
public sealed record LeaseHolder(string Id, string Title)
{
    private const int IdLength = 12;
    private const int LongestTitle = 200;

    /// <summary>Reads the holder from the variables of the CI service; outside CI, it is the machine and the folder.</summary>
    /// <param name="variables">The environment.</param>
    /// <param name="machine">The machine's name.</param>
    /// <param name="folder">The full path of the artifacts folder.</param>
    public static LeaseHolder Of(IReadOnlyDictionary<string, string> variables, string machine, string folder)
    {
        string Value(string name) => variables.GetValueOrDefault(name, "");
        // The ids of a run stay the same when its failed jobs are rerun: docs.github.com "Variables reference", and
        // learn.microsoft.com "Use predefined variables".
        return CiEnvironment.Service(variables) switch
        {
            CiService.GitHubActions => Create(
                $"github\n{Value("GITHUB_SERVER_URL")}\n{Value("GITHUB_REPOSITORY")}\n{Value("GITHUB_RUN_ID")}",
                $"run {Value("GITHUB_RUN_ID")} of {Value("GITHUB_REPOSITORY")} in GitHub Actions"
            ),
            CiService.AzurePipelines => Create(
                $"azure\n{Value("SYSTEM_COLLECTIONURI")}\n{Value("BUILD_BUILDID")}",
                $"run {Value("BUILD_BUILDID")} of {Value("BUILD_DEFINITIONNAME")} in Azure Pipelines"
            ),
            _ => Create($"folder\n{machine}\n{folder}", $"a run on {machine}"),
        };
    }

    private static LeaseHolder Create(string key, string title)
    {
        string line = PlainText.Line(title);
        return new(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..IdLength],
            line.Length > LongestTitle ? line[..LongestTitle] : line
        );
    }
}
