using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Bicep;
using Jumpbox.Templates;

namespace Jumpbox.Tests.Templates;

public sealed class Linting : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-lint-");

    [Fact]
    public async Task The_templates_are_clean_with_all_rules_as_errors()
    {
        BufferedCommandResult result = await LintAsync(Path.Combine(Repository.Root, "templates"));

        Assert.True(result.ExitCode == 0, result.StandardError);
        Assert.Equal("", result.StandardError);
    }

    [Fact]
    public async Task A_template_with_an_unused_parameter_is_not()
    {
        string file = Path.Combine(_folder.CreateSubdirectory("modules").FullName, "bad.bicep");
        File.Copy(
            Path.Combine(Repository.Root, "bicepconfig.json"),
            Path.Combine(_folder.FullName, "bicepconfig.json")
        );
        await File.WriteAllTextAsync(file, "param nobody string\n", TestContext.Current.CancellationToken);

        BufferedCommandResult result = await LintAsync(_folder.FullName);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Error no-unused-params", result.StandardError);
    }

    [Fact]
    public async Task The_program_refuses_a_template_about_which_the_compiler_has_a_warning()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "warned.bicep"),
            "param nobody string\n",
            TestContext.Current.CancellationToken
        );
        await using TemplateSet templates = new(
            _folder.FullName,
            () => _folder.FullName,
            new Dictionary<string, string>()
        );

        BicepException error = await Assert.ThrowsAsync<BicepException>(() => templates.CompileAsync("warned"));
        Assert.Contains("nobody", error.Message);
    }

    [Fact]
    public void A_BICEP_PATH_that_leads_nowhere_is_told_by_its_value()
    {
        BicepException error = Assert.Throws<BicepException>(() =>
            BicepCli.Find(new Dictionary<string, string> { ["BICEP_PATH"] = "/nowhere/bicep" })
        );
        Assert.Contains("'/nowhere/bicep'", error.Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Unpacked where the program unpacks it too: once for all.
    private static async Task<BufferedCommandResult> LintAsync(string folder) =>
        await Cli.Wrap(BicepCli.Find(new Dictionary<string, string>()).Path)
            .WithArguments(["lint", "--pattern", "**/*.bicep"])
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(variables =>
                variables.Set(
                    "DOTNET_BUNDLE_EXTRACT_BASE_DIR",
                    Path.Combine(
                        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                        ".cache",
                        "jumpbox",
                        "bicep"
                    )
                )
            )
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
