using Jumpbox.Settings;

namespace Jumpbox.Rehearsal;

/// <summary>Chooses the engine of a rehearsal.</summary>
internal static class EngineChoice
{
    /// <summary>Returns the requested engine, or the first that this machine can use.</summary>
    /// <exception cref="SettingsException">There is no engine of the requested name.</exception>
    /// <exception cref="NoEngineException">None can be used; the message has the reason for each.</exception>
    public static async Task<IRehearsalEngine> ChooseAsync(
        IReadOnlyList<IRehearsalEngine> engines,
        RehearsalRequest request,
        Action<string> say,
        CancellationToken cancellationToken
    )
    {
        IRehearsalEngine[] candidates =
        [
            .. engines.Where(engine =>
                request.Engine is null || engine.Name.Equals(request.Engine, StringComparison.OrdinalIgnoreCase)
            ),
        ];
        if (candidates.Length == 0)
        {
            throw new SettingsException(
                $"There is no engine '{request.Engine}': use one of {string.Join(", ", engines.Select(engine => engine.Name))}."
            );
        }
        List<string> obstacles = [];
        foreach (IRehearsalEngine engine in candidates)
        {
            string? obstacle = await engine.ObstacleAsync(request, cancellationToken);
            if (obstacle is null)
            {
                foreach (string line in obstacles)
                {
                    say($"engine not usable: {line}");
                }
                return engine;
            }
            obstacles.Add($"{engine.Name}: {obstacle}");
        }
        throw new NoEngineException(
            $"No engine can run the rehearsal on this machine:\n  {string.Join("\n  ", obstacles)}\n"
                + "The target Plan shows the steps without running them."
        );
    }
}
