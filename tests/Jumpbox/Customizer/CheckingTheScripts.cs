namespace Jumpbox.Tests.Customizer;

public sealed class CheckingTheScripts
{
    private static readonly string RehearsalScripts = Path.Combine(Repository.Root, "build/Jumpbox.Rehearsal/Scripts");

    public static TheoryData<string> Scripts() =>
        [.. Directory.EnumerateFiles(SmallCatalogue.Scripts, "*.sh", SearchOption.AllDirectories).Order()];

    [Fact]
    public async Task Shellcheck_finds_nothing_in_the_scripts()
    {
        Shell.Require("shellcheck", "shellcheck");
        (int code, string output) = await Shell.RunAsync(
            "shellcheck",
            ["-s", "sh", .. Scripts().Select(row => row.Data)]
        );
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Shellcheck_finds_nothing_in_the_scripts_of_a_rehearsal()
    {
        Shell.Require("shellcheck", "shellcheck");
        (int code, string output) = await Shell.RunAsync(
            "shellcheck",
            ["-s", "sh", .. Directory.GetFiles(RehearsalScripts, "*.sh")]
        );
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Shellcheck_finds_nothing_in_the_rendered_steps()
    {
        Shell.Require("shellcheck", "shellcheck");
        string[] rendered = Directory.GetFiles(
            Path.Combine(Repository.Root, "tests/Jumpbox/Customizer/approved"),
            "*.sh.txt"
        );
        // SC2034: a library's data that one step does not use. SC2317: a library's functions that one step does not call.
        (int code, string output) = await Shell.RunAsync(
            "shellcheck",
            ["-s", "sh", "-e", "SC2034,SC2317", .. rendered]
        );
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Shfmt_would_change_nothing()
    {
        Shell.Require("shfmt", "shfmt");
        (int code, string output) = await Shell.RunAsync(
            "shfmt",
            "-ln",
            "posix",
            "-i",
            "2",
            "-ci",
            "-d",
            "scripts",
            RehearsalScripts
        );
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Bats_passes_the_tests_of_the_libraries()
    {
        Shell.Require("bats", "bats");
        Shell.Require("zip", "zip");
        (int code, string output) = await Shell.RunAsync("bats", "tests/scripts");
        Assert.True(code == 0, output);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_is_plain_ascii_that_fits_a_template(string script) =>
        Assert.All(
            File.ReadAllLines(script),
            line =>
            {
                Assert.True(line.Length <= 120 && line.All(c => c is >= ' ' and <= '~'), line);
                Assert.False(line.StartsWith('['), $"ARM would take this for an expression: {line}");
            }
        );
}
