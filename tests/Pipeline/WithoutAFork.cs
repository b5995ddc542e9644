namespace Pipeline.Tests;

/// <summary>The packed tool in a user's own repository, from a local feed into an empty package folder, in processes of its own.</summary>
public sealed class WithoutAFork(PackedTool tool) : IClassFixture<PackedTool>
{
    [Fact]
    public async Task Init_writes_a_repository_in_which_the_packed_tool_builds_an_image()
    {
        using UserFolder mine = await tool.InitAsync();

        (await mine.RunAsync("--target=Build", "--speed=100000")).Expect(0);

        Assert.True((bool)mine.Artifact("prereqs.json")["passed"]!);
        Assert.Equal(mine.Commit, (string?)mine.Artifact("image.json")["commit"]);
        Assert.False((bool)mine.Artifact("image.json")["dirty"]!);
        Assert.Empty(mine.Changes());

        RunResult plan = (await mine.RunAsync("--target=Plan")).Expect(0);
        Assert.DoesNotContain("installing the pipeline", plan.Everything);
    }

    [Fact]
    public async Task The_tool_verifies_the_users_pins_and_refuses_the_makers_tests_with_the_cure()
    {
        using UserFolder mine = await tool.InitAsync();
        mine.Write("scripts/tools.json", UserFolder.OneMoreTool);

        RunResult check = await mine.RunAsync("--target=Check", "--offline");
        RunResult test = (await mine.RunAsync("--target=Test")).Expect(2);

        // A custom tool that no lock has: the shipped catalogue alone would pass.
        Assert.Contains("my-tool", check.Expect(1).Everything);
        Assert.Contains("clone its repository", test.Everything);
        Assert.Contains("run Check, Plan and Rehearse", test.Everything);
    }

    [Fact]
    public async Task A_run_in_a_folder_below_takes_settings_and_artifacts_of_the_repository()
    {
        using UserFolder mine = await tool.InitAsync();

        (await mine.RunBelowAsync("notes/today", "--target=Check", "--offline")).Expect(0);

        Assert.True((bool)mine.Artifact("lock-check.json")["passed"]!);
        Assert.False(Directory.Exists(mine.PathOf("notes/today/artifacts")));
    }

    [Fact]
    public async Task Init_keeps_what_exists()
    {
        using UserFolder mine = await tool.InitAsync();
        mine.Write("README.md", "mine\n");

        RunResult again = (await mine.RunAsync("--target=Init", "--to=.")).Expect(0);

        Assert.Contains("kept       README.md", again.Everything);
        Assert.Contains("0 created, 1 kept", again.Everything);
        Assert.Equal("mine\n", File.ReadAllText(mine.PathOf("README.md")));
    }
}
