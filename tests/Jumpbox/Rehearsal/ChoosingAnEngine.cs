using Jumpbox.Rehearsal;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Rehearsal;

public sealed class ChoosingAnEngine : IDisposable
{
    private readonly RehearsalLab _lab = new();

    [Theory]
    [InlineData("root")]
    [InlineData("rootless")]
    [InlineData("docker")]
    [InlineData("podman")]
    public async Task Every_engine_that_works_here_runs_the_same_steps(string engine)
    {
        RehearsalResult result = await _lab.RunAsync(_lab.Request with { Engine = engine });

        Assert.True(result.Failed is null, _lab.Log());
        Assert.Equal(engine, result.Engine);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public async Task An_engine_that_does_not_exist_is_a_wrong_argument()
    {
        SettingsException problem = await Assert.ThrowsAsync<SettingsException>(() =>
            ChooseAsync(_lab.Engines, _lab.Request with { Engine = "hyperv" })
        );
        Assert.Contains("root, rootless, docker, podman", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_engine_without_an_obstacle_is_taken_and_the_others_obstacles_are_told()
    {
        List<string> said = [];
        IRehearsalEngine chosen = await EngineChoice.ChooseAsync(
            [
                new ScriptedEngine("one", "no kernel"),
                new ScriptedEngine("two", null),
                new ScriptedEngine("three", null),
            ],
            _lab.Request with
            {
                Engine = null,
            },
            said.Add,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("two", chosen.Name);
        Assert.Equal(["engine not usable: one: no kernel"], said);
    }

    [Fact]
    public async Task Without_any_engine_each_obstacle_and_another_target_are_named()
    {
        NoEngineException problem = await Assert.ThrowsAsync<NoEngineException>(() =>
            ChooseAsync(
                [new ScriptedEngine("one", "no kernel: install one"), new ScriptedEngine("two", "no space: make some")],
                _lab.Request with
                {
                    Engine = null,
                }
            )
        );

        Assert.Contains("one: no kernel: install one", problem.Message, StringComparison.Ordinal);
        Assert.Contains("two: no space: make some", problem.Message, StringComparison.Ordinal);
        Assert.Contains("The target Plan", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mirror_folder_that_is_missing_is_a_wrong_argument_with_its_cure()
    {
        RehearsalRequest request = _lab.Request with { Mirror = Path.Combine(_lab.Output, "none") };
        await _lab.RequireAsync(request, TestContext.Current.CancellationToken);

        SettingsException problem = await Assert.ThrowsAsync<SettingsException>(() => _lab.RunAsync(request));

        Assert.Contains("--target=Mirror --to=", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _lab.Dispose();

    private static Task<IRehearsalEngine> ChooseAsync(
        IReadOnlyList<IRehearsalEngine> engines,
        RehearsalRequest request
    ) => EngineChoice.ChooseAsync(engines, request, _ => { }, TestContext.Current.CancellationToken);
}
