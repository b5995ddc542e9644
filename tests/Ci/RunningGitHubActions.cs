namespace Ci.Tests;

/// <summary>The workflow that builds an image.</summary>
/// <param name="clone">The checkout of all jobs.</param>
public sealed class RunningGitHubActions(Clone clone)
    : RunningAPipeline(clone, image: "image-image-1", gate: "image-gate-1"),
        IClassFixture<Clone>
{
    private protected override IReadOnlyList<CiJob> Jobs { get; } = GitHubWorkflow.Jobs(".github/workflows/image.yml");

    private protected override ICiDialect Dialect { get; } =
        new GitHubDialect(
            new Dictionary<string, string>
            {
                ["config"] = "jumpbox.json",
                ["cloud"] = "local",
                ["cleanup"] = "template",
            }
        );

    // The name of the artifact has no attempt: the one of a later attempt replaces it.
    private protected override string Released(CiRun run, int attempt) => run.Artifact(Key(run));

    private protected override string BeforeFolder => "artifacts/before";

    private protected override string ExpiredArtifact =>
        "unknown.txt: the artifact release-jumpbox.json-local of run 41 has expired";

    private protected override string OnLaterPages => "unknown.txt: only the first 100 artifacts";

    private protected override string Key(CiRun run) => "release-jumpbox.json-local";

    private protected override bool ShowsNotes(CiRun run) =>
        run.Summary.Contains("# Release notes: ", StringComparison.Ordinal);
}
