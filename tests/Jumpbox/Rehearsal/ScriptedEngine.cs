using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>An engine of a machine that this one is not: it has an obstacle or none, and runs nothing.</summary>
internal sealed class ScriptedEngine(string name, string? obstacle) : IRehearsalEngine
{
    public string Name => name;

    public Task<string?> ObstacleAsync(RehearsalRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(obstacle);

    public Task<ISandbox> OpenAsync(
        RehearsalRequest request,
        SandboxSetting setting,
        Action<string> say,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException("This engine runs nothing.");
}
