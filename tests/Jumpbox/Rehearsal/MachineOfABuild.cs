using System.Collections.Concurrent;
using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

public sealed class MachineOfABuild : IDisposable
{
    private readonly RehearsalLab _lab = new();
    private readonly ConcurrentQueue<string> _said = new();

    [Fact]
    public async Task Steps_follow_each_other_on_one_root_file_system_until_it_is_stopped()
    {
        await _lab.RequireAsync(_lab.Request, TestContext.Current.CancellationToken);
        await using RehearsalMachine machine = new(_lab.Engines, _lab.Request);

        Assert.Equal(
            0,
            await machine.RunAsync("one", ["echo kept | sudo tee /etc/kept"], _said.Enqueue, _said.Enqueue)
        );
        Assert.Equal(7, await machine.RunAsync("two", ["cat /etc/kept", "exit 7"], _said.Enqueue, _said.Enqueue));
        Assert.Equal(2, _said.Count(line => line == "kept"));

        Task<int> endless = machine.RunAsync("three", ["sleep 1000"], _said.Enqueue, _said.Enqueue);
        await machine.DisposeAsync();

        Assert.True(endless.IsCompleted);
        Assert.Empty(RehearsalTraces.Of(_lab.Cache));
    }

    [Fact]
    public async Task An_attempt_beside_the_egress_list_is_told_once()
    {
        await _lab.RequireAsync(_lab.Request, TestContext.Current.CancellationToken);
        await using RehearsalMachine machine = new(_lab.Engines, _lab.Request);
        string[] lines = ["curl -sS --max-time 5 https://telemetry.example.com/ || :"];

        Assert.Equal(0, await machine.RunAsync("one", lines, _said.Enqueue, _said.Enqueue));
        Assert.Equal(0, await machine.RunAsync("two", lines, _said.Enqueue, _said.Enqueue));

        Assert.Equal(
            ["rehearsal: finding: one tried to reach a host outside the egress list: name telemetry.example.com"],
            _said.Where(line => line.StartsWith("rehearsal: finding", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task The_genuine_steps_run_on_it()
    {
        await _lab.RequireAsync(_lab.Request, TestContext.Current.CancellationToken);
        await using RehearsalMachine machine = new(_lab.Engines, _lab.Request);

        foreach (
            Jumpbox.Customizer.CustomizerStep step in _lab.Request.Plan.Customize.Concat(_lab.Request.Plan.Validate)
        )
        {
            int code = await machine.RunAsync(step.Name, step.Inline, _said.Enqueue, _said.Enqueue);
            Assert.True(code == 0, string.Join('\n', _said));
        }
        Assert.Matches(
            $"^rehearsal: tree sha256:[0-9a-f]{{64}}, times up to {_lab.Request.Epoch}$",
            Assert.Single(_said, line => line.StartsWith("rehearsal: tree ", StringComparison.Ordinal))
        );
    }

    public void Dispose() => _lab.Dispose();
}
