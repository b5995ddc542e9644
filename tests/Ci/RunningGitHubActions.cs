namespace Ci.Tests;

/// <summary>The workflow that builds an image.</summary>
/// <param name="clone">The checkout of all jobs.</param>
public sealed class RunningGitHubActions(Clone clone)
    : RunningAPipeline(clone, image: "image-image-1", gate: "image-gate-1"),
        IClassFixture<Clone>
{
    private protected override Task<CiRun> RunAsync(Func<CiJob, string, string?> change) =>
        RunAsync(
            GitHubWorkflow.Jobs(".github/workflows/image.yml"),
            new GitHubDialect(
                new Dictionary<string, string>
                {
                    ["config"] = "jumpbox.json",
                    ["cloud"] = "local",
                    ["cleanup"] = "template",
                }
            ),
            change
        );
}
